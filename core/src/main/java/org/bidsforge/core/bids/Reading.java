// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a protocol name says in the ReproIn convention. */
public sealed interface Reading {
    /**
     * A series with a place in the dataset.
     *
     * @param entities by key, in the order task, acq, rec, dir, then as they stood; without sub, ses and run
     * @param ignored words of the name that are no entities
     */
    record Named(
            String datatype,
            String suffix,
            Optional<Marker> session,
            Map<String, String> entities,
            Optional<Marker> run,
            List<String> ignored)
            implements Reading {
        public Named {
            entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
            ignored = List.copyOf(ignored);
        }

        @Override
        public Optional<Named> named() {
            return Optional.of(this);
        }

        @Override
        public String reason() {
            return "";
        }
    }

    /** A series that is kept as DICOM only: scouts and set-up volumes. */
    record Scout(String reason) implements Reading {
        @Override
        public Optional<Named> named() {
            return Optional.empty();
        }
    }

    /** Not a name of this convention; the series is passed over. */
    record NotReproin(String reason) implements Reading {
        @Override
        public Optional<Named> named() {
            return Optional.empty();
        }
    }

    /** Meant in this convention, but not to be followed; a person should look. */
    record Faulty(String reason) implements Reading {
        @Override
        public Optional<Named> named() {
            return Optional.empty();
        }
    }

    Optional<Named> named();

    /** Why the series has no place in the dataset; empty when it has one. */
    String reason();
}
