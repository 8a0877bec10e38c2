// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

/** A page that cannot be shown, and what is said instead. */
final class PageProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    PageProblem(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
        this.reason = reason;
    }

    static PageProblem notFound() {
        return new PageProblem(404, "There is nothing at this address, or you may not see it.");
    }

    int status() {
        return status;
    }

    String reason() {
        return reason;
    }
}
