// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import org.bidsforge.embedded.store.Run;

/** A run in a list and at the head of its page. */
public record RunRow(
        Badge state,
        long number,
        String title,
        String path,
        String workflow,
        String file,
        String event,
        String ref,
        String commit,
        String repository,
        String actor,
        String when,
        String took,
        boolean goesOn) {
    private static final int LONGEST = 200;

    static RunRow of(Run run, Times times) {
        return new RunRow(
                Badge.of(run),
                run.number(),
                Shown.cut(run.title().isBlank() ? run.workflow() : run.title(), LONGEST),
                path(run),
                run.workflow(),
                run.file(),
                event(run.event()),
                run.refName(),
                run.sha(),
                "/" + run.repository().fullName(),
                run.actor().name(),
                times.ago(run.created()),
                times.took(run.started(), run.completed()),
                RunPages.goesOn(run.status()));
    }

    static String path(Run run) {
        return "/" + run.repository().fullName() + "/actions/runs/" + run.id();
    }

    public String shortCommit() {
        return commit.substring(0, 10);
    }

    private static String event(String event) {
        return switch (event) {
            case "workflow_dispatch" -> "on demand";
            case "push" -> "after a push";
            case "pull_request" -> "for a merge request";
            default -> event;
        };
    }
}
