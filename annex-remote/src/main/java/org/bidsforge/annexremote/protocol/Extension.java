// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

/** Additions to the protocol that this program can use if git-annex offers them. */
enum Extension {
    INFO,
    ASYNC,
    GETGITREMOTENAME,
    UNAVAILABLERESPONSE,
    TRANSFER_RETRIEVE_URL,
    CHECKPRESENT_URL,
    DELEGATE;

    /** As it stands in the protocol. */
    String word() {
        return name().replace('_', '-');
    }
}
