// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

/** A workflow that cannot be run here; the message is for its author. */
final class WorkflowProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    WorkflowProblem(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** For what Gitea knows and this forge does not. */
    static WorkflowProblem unsupported(String what) {
        return new WorkflowProblem(what + " is not supported by the embedded forge");
    }
}
