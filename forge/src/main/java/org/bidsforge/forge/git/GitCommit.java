// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.git;

import java.time.Instant;
import java.util.List;

/** A commit; ids are 40 hexadecimal digits. */
public record GitCommit(
        String id, String tree, List<String> parents, String message, GitIdentity author, Instant time) {
    /** The first line of the message. */
    public String title() {
        return message.lines().findFirst().orElse("");
    }
}
