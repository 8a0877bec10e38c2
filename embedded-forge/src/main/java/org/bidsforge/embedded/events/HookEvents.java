// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.events;

import java.util.List;
import java.util.TreeSet;

/** The kinds of events that a hook can be asked to send. */
public final class HookEvents {
    private static final List<String> PLAIN = List.of(
            "create",
            "delete",
            "push",
            "status",
            "workflow_run",
            "workflow_job",
            "fork",
            "wiki",
            "repository",
            "release",
            "package");
    private static final List<String> PULL_REQUEST = List.of(
            "pull_request_assign",
            "pull_request_label",
            "pull_request_milestone",
            "pull_request_comment",
            "pull_request_review",
            "pull_request_sync",
            "pull_request_review_request");
    private static final List<String> ISSUES =
            List.of("issue_assign", "issue_label", "issue_milestone", "issue_comment");

    private HookEvents() {}

    /**
     * All kinds that the asked ones stand for: "pull_request" and "issues" mean their families, nothing means pushes;
     * unknown words are dropped, as Gitea does.
     */
    public static List<String> expand(List<String> asked) {
        TreeSet<String> events = new TreeSet<>();
        for (String event : asked.isEmpty() ? List.of("push") : asked) {
            switch (event) {
                case "pull_request" -> {
                    events.add(event);
                    events.addAll(PULL_REQUEST);
                }
                case "pull_request_only" -> events.add("pull_request");
                case "issues" -> {
                    events.add(event);
                    events.addAll(ISSUES);
                }
                case "issues_only" -> events.add("issues");
                default -> {
                    if (PLAIN.contains(event) || PULL_REQUEST.contains(event) || ISSUES.contains(event)) {
                        events.add(event);
                    }
                }
            }
        }
        return List.copyOf(events);
    }
}
