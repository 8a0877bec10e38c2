// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import org.bidsforge.embedded.store.Pull;
import org.bidsforge.embedded.store.Tables;

/** A merge request in a list. */
public record PullRow(
        Badge state,
        Badge checks,
        String repository,
        long number,
        String title,
        String path,
        String branches,
        String author,
        String when) {
    static PullRow of(Pull pull, Tables tables, Times times) {
        String repository = pull.repository().fullName();
        return new PullRow(
                Badge.of(pull),
                Badge.ofChecks(tables.statuses().latest(pull.repository(), pull.headSha())),
                repository,
                pull.number(),
                pull.title(),
                "/" + repository + "/pulls/" + pull.number(),
                pull.head() + " into " + pull.base(),
                pull.author().name(),
                pull.open() ? "opened " + times.ago(pull.created()) : "ended " + times.ago(pull.closed()));
    }
}
