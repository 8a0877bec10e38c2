// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

/** How a protocol name counts sessions or runs: a value of its own, {@code +} the next one, {@code =} the same again. */
public record Marker(Kind kind, String value) {
    /** What a marker asks for. */
    public enum Kind {
        NEXT,
        SAME,
        EXPLICIT
    }

    /** The marker that a name or a rule writes so. */
    public static Marker of(String text) {
        return switch (text) {
            case "+" -> new Marker(Kind.NEXT, "");
            case "=" -> new Marker(Kind.SAME, "");
            default -> new Marker(Kind.EXPLICIT, text);
        };
    }
}
