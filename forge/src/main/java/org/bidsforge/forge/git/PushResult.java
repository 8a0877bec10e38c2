// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.git;

import java.util.SortedMap;
import java.util.stream.Collectors;

/** What became of a push; either all refs moved or none. */
public sealed interface PushResult {
    /** Every ref is where it should be, by this push or already before. */
    record Pushed() implements PushResult {}

    /**
     * Somebody else was faster, or the forge forbids it; nothing moved. Fetch, build anew and push again.
     *
     * @param reasons by ref; refs without one were held back by the others
     */
    record Rejected(SortedMap<String, String> reasons) implements PushResult {
        @Override
        public String toString() {
            return reasons.entrySet().stream()
                    .map(reason -> reason.getKey() + ": " + reason.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    /** Whether all refs moved. */
    default boolean succeeded() {
        return this instanceof Pushed;
    }
}
