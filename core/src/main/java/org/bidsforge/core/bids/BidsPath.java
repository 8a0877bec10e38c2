// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import java.util.List;
import java.util.Optional;

/** What the schema says to a name: where the file belongs, or why there can be no such file. */
public sealed interface BidsPath {
    /** The path from the dataset's root. */
    record Legal(String path) implements BidsPath {
        @Override
        public Optional<String> find() {
            return Optional.of(path);
        }

        @Override
        public List<String> problems() {
            return List.of();
        }
    }

    /** Everything that is wrong with the name, each in a sentence. */
    record Refused(List<String> problems) implements BidsPath {
        public Refused {
            problems = List.copyOf(problems);
        }

        @Override
        public Optional<String> find() {
            return Optional.empty();
        }
    }

    /** The path, or nothing when there is none. */
    Optional<String> find();

    List<String> problems();

    /** The path of a name that is legal by construction; a refusal is then a mistake of the program. */
    default String orElseThrow() {
        return find().orElseThrow(() -> new IllegalArgumentException(String.join("; ", problems())));
    }
}
