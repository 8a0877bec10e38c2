// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.git;

/** An edit that does not fit what is in the repository. */
public final class EditRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    EditRefused(String reason) {
        super(reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
