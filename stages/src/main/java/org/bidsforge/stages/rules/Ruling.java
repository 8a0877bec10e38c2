// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a rule makes of a series that it takes. */
public sealed interface Ruling {
    /**
     * A place in the dataset.
     *
     * @param entities by key, in the order of the rule, without {@code run}
     * @param run a number, {@code +} or {@code =}; nothing when repeats are counted by themselves
     */
    record Named(String datatype, String suffix, Map<String, String> entities, Optional<String> run) implements Ruling {
        public Named {
            entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
        }
    }

    /** No place, for a reason that a person gave. */
    record Skipped(String reason) implements Ruling {}

    /** The names are read by a convention that is built in; a series that does not follow it goes to the next rule. */
    record Convention(BuiltIn builtIn) implements Ruling {}

    /** What rules files may {@code use}. */
    enum BuiltIn {
        /** ReproIn names. */
        REPROIN,
        /** dcm2niix's guess, marked as one. */
        GUESS,
        /** Every series, numbered, into sourcedata: to look at what is there. */
        CONVERTALL
    }
}
