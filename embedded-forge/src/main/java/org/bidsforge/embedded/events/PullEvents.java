// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.events;

import org.bidsforge.embedded.store.Comment;
import org.bidsforge.embedded.store.Pull;
import org.bidsforge.embedded.wire.AccountJson;
import org.bidsforge.embedded.wire.CommentJson;
import org.bidsforge.embedded.wire.PullJson;
import org.bidsforge.embedded.wire.RepositoryJson;
import org.bidsforge.embedded.wire.Shape;

/** Events of merge requests and of comments on them. */
public final class PullEvents {
    private final HookQueue queue;
    private final PullJson pulls;
    private final CommentJson comments;
    private final AccountJson accounts;
    private final RepositoryJson repositories;

    public PullEvents(
            HookQueue queue, PullJson pulls, CommentJson comments, AccountJson accounts, RepositoryJson repositories) {
        this.queue = queue;
        this.pulls = pulls;
        this.comments = comments;
        this.accounts = accounts;
        this.repositories = repositories;
    }

    /** Opened, closed or reopened. */
    public void state(Pull pull, String action, Actor actor) {
        add("pull_request", payload(pull, action, actor, new Shape()), pull);
    }

    public void edited(Pull pull, Shape changes, Actor actor) {
        Shape all = changes.with("added_labels", null).with("removed_labels", null);
        add("pull_request", payload(pull, "edited", actor, new Shape().with("changes", all)), pull);
    }

    void synchronizedHead(Pull pull, Actor actor) {
        add("pull_request_sync", payload(pull, "synchronized", actor, new Shape()), pull);
    }

    public void commented(Comment comment, Actor actor) {
        comment(comment, "created", new Shape(), actor);
    }

    public void commentEdited(Comment comment, String before, Actor actor) {
        Shape changes = new Shape()
                .with("body", new Shape().with("from", before))
                .with("added_labels", null)
                .with("removed_labels", null);
        comment(comment, "edited", new Shape().with("changes", changes), actor);
    }

    /** The event of a merge request, also for workflows. */
    public Shape payload(Pull pull, String action, Actor actor, Shape extra) {
        Shape payload = new Shape().with("action", action).with("number", pull.number());
        extra.fields().forEach(payload::with);
        return payload.with("pull_request", pulls.single(pull))
                .with("requested_reviewer", null)
                .with("repository", repositories.of(pull.repository()))
                .with("sender", accounts.user(actor.account()))
                .with("commit_id", "")
                .with("review", null);
    }

    private void add(String type, Shape payload, Pull pull) {
        queue.add(pull.repository(), new HookQueue.Kind("pull_request", type), payload);
    }

    private void comment(Comment comment, String action, Shape extra, Actor actor) {
        Pull pull = comment.pull();
        Shape payload = new Shape()
                .with("action", action)
                .with("issue", pulls.issue(pull))
                .with("pull_request", pulls.single(pull))
                .with("comment", comments.of(comment));
        extra.fields().forEach(payload::with);
        payload.with("repository", repositories.of(pull.repository()))
                .with("sender", accounts.user(actor.account()))
                .with("is_pull", true);
        queue.add(pull.repository(), new HookQueue.Kind("issue_comment", "pull_request_comment"), payload);
    }
}
