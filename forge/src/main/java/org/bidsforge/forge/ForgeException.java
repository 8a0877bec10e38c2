// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import java.io.IOException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A forge refused or could not do something: what was being done to which thing, and whether trying again can help.
 * Its message never contains a token or a secret.
 */
public final class ForgeException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String action;
    private final String target;
    private final int status;
    private final boolean temporary;

    private ForgeException(
            String action, String target, int status, boolean temporary, String reason, @Nullable Throwable cause) {
        super("cannot " + action + " " + target + ": " + reason, cause);
        this.action = action;
        this.target = target;
        this.status = status;
        this.temporary = temporary;
    }

    /** An answer of the forge; 408, 425, 429 and 5xx may go away, the rest stays until somebody changes something. */
    public static ForgeException answered(String action, String target, int status, String reason) {
        boolean temporary = status == 408 || status == 425 || status == 429 || status >= 500;
        return new ForgeException(action, target, status, temporary, status + " " + reason, null);
    }

    /** No answer at all: refused connection, time-out, broken stream. Always worth another try. */
    public static ForgeException unreachable(String action, String target, Throwable cause) {
        return new ForgeException(action, target, 0, true, String.valueOf(cause.getMessage()), cause);
    }

    /** An answer that cannot be right; another try gives the same. */
    public static ForgeException unreadable(String action, String target, Throwable cause) {
        return new ForgeException(action, target, 0, false, "unreadable answer", cause);
    }

    /** What was being done, as in "open merge request". */
    public String action() {
        return action;
    }

    /** To which thing, as in "lab/study-bids". */
    public String target() {
        return target;
    }

    /** The HTTP status, when there was an answer. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** Whether the same call may succeed later without anybody changing anything. */
    public boolean isTransient() {
        return temporary;
    }
}
