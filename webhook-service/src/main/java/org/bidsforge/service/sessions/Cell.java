// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.sessions;

import org.bidsforge.core.pages.State;

/**
 * One step of a session on the board: never a bare state, always with what it waits for.
 *
 * @param step the column
 * @param text what was done, or what it waits for and which action moves it
 * @param since milliseconds since 1970 at which it came into this state
 * @param link where more is to be seen, empty when nowhere
 */
public record Cell(String step, State state, String text, long since, String link) {
    /** The same, dated from when it first was so. */
    Cell since(Cell earlier) {
        return earlier.step.equals(step) && earlier.state == state && earlier.text.equals(text)
                ? new Cell(step, state, text, earlier.since, link)
                : this;
    }
}
