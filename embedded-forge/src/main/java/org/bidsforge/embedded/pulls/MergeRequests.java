// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pulls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bidsforge.embedded.events.Actor;
import org.bidsforge.embedded.events.Announcer;
import org.bidsforge.embedded.events.PullEvents;
import org.bidsforge.embedded.events.WorkflowTrigger;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.git.Merges;
import org.bidsforge.embedded.store.Account;
import org.bidsforge.embedded.store.Comment;
import org.bidsforge.embedded.store.CommitStatus;
import org.bidsforge.embedded.store.Protection;
import org.bidsforge.embedded.store.Pull;
import org.bidsforge.embedded.store.Pulls;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.Shape;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;

/** Opens, edits, closes, discusses and merges. */
public final class MergeRequests {
    private static final int TRIES = 5;

    private final Tables tables;
    private final BareRepositories repositories;
    private final Merges merges;
    private final PullEvents events;
    private final Announcer announcer;
    private final WorkflowTrigger workflows;

    /** The parts of the forge that merge requests use. */
    public record Parts(
            Tables tables,
            BareRepositories repositories,
            Merges merges,
            PullEvents events,
            Announcer announcer,
            WorkflowTrigger workflows) {}

    public MergeRequests(Parts parts) {
        this.tables = parts.tables();
        this.repositories = parts.repositories();
        this.merges = parts.merges();
        this.events = parts.events();
        this.announcer = parts.announcer();
        this.workflows = parts.workflows();
    }

    /**
     * How to merge.
     *
     * @param expectedHead the head that was seen, to merge nothing else
     * @param message the merge commit's; a usual one if empty
     */
    public record Wish(Optional<String> expectedHead, String message, boolean deleteBranch) {}

    /** Opens one of two branches that are there. */
    public Pull open(StoredRepository repository, Actor actor, Pulls.New wanted) {
        return tables.database().transaction(() -> {
            Pull pull = tables.pulls().add(repository, actor.account(), wanted);
            announcer.keepHead(pull, pull.headSha());
            events.state(pull, "opened", actor);
            workflows.pull(pull, "opened", actor);
            return pull;
        });
    }

    public Pull describe(Pull pull, String title, String body, Actor actor) {
        if (pull.title().equals(title) && pull.body().equals(body)) {
            return pull;
        }
        return tables.database().transaction(() -> {
            Pull described = tables.pulls().describe(pull, title, body);
            Shape changes = new Shape();
            if (!pull.title().equals(title)) {
                changes.with("title", new Shape().with("from", pull.title()));
            }
            if (!pull.body().equals(body)) {
                changes.with("body", new Shape().with("from", pull.body()));
            }
            events.edited(described, changes, actor);
            return described;
        });
    }

    /** Aims it at another branch that is there. */
    public Pull retarget(Pull pull, String base, String baseSha, Actor actor) {
        return tables.database().transaction(() -> {
            Pull retargeted = tables.pulls().retarget(pull, base, baseSha);
            Shape from = new Shape().with("from", pull.base());
            events.edited(retargeted, new Shape().with("ref", from), actor);
            return retargeted;
        });
    }

    /** Closes or reopens; merged ones stay as they are. */
    public Pull setOpen(Pull pull, boolean open, Actor actor) {
        if (pull.merge().isPresent() || pull.open() == open) {
            return pull;
        }
        return tables.database().transaction(() -> {
            Pull changed = open ? tables.pulls().reopen(pull) : tables.pulls().close(pull);
            events.state(changed, open ? "reopened" : "closed", actor);
            if (open) {
                workflows.pull(changed, "reopened", actor);
            }
            return changed;
        });
    }

    public Comment comment(Pull pull, String body, Actor actor) {
        return tables.database().transaction(() -> {
            Comment comment = tables.comments().add(pull, actor.account(), body);
            events.commented(comment, actor);
            return comment;
        });
    }

    public Comment edit(Comment comment, String body, Actor actor) {
        return tables.database().transaction(() -> {
            Comment edited = tables.comments().edit(comment, body);
            events.commentEdited(edited, comment.body(), actor);
            return edited;
        });
    }

    /** Why it cannot be merged now by the rules of its branch; conflicts are not looked at. */
    public Optional<String> obstacle(Pull pull) {
        if (!pull.open()) {
            return Optional.of(pull.merge().isPresent() ? "It is merged already" : "It is closed");
        }
        List<String> required = tables.protections()
                .covering(pull.repository(), pull.base())
                .map(Protection::requiredContexts)
                .orElse(List.of());
        Map<String, String> states = tables.statuses().latest(pull.repository(), pull.headSha()).stream()
                .collect(Collectors.toMap(CommitStatus::context, CommitStatus::state));
        return required.stream()
                .filter(context -> !"success".equals(states.get(context)))
                .findFirst()
                .map(context -> "Not all required status checks successful: " + context);
    }

    /** Merges with a merge commit. */
    public MergeResult merge(Pull wanted, Wish wish, Actor actor) {
        return tables.database().transaction(() -> {
            Pull pull = tables.pulls().get(wanted.id());
            Optional<String> obstacle = obstacle(pull);
            if (obstacle.isPresent()) {
                return new MergeResult.Refused(false, obstacle.get());
            }
            if (wish.expectedHead().filter(head -> !head.equals(pull.headSha())).isPresent()) {
                return new MergeResult.Refused(true, "head out of date");
            }
            try {
                return mergeNow(pull, wish, actor);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot merge " + pull.head() + " into " + pull.base(), e);
            }
        });
    }

    private MergeResult mergeNow(Pull pull, Wish wish, Actor actor) throws IOException {
        BareRepository git = repositories.of(pull.repository());
        String message = wish.message().isBlank()
                ? "Merge pull request '" + pull.title() + "' (#" + pull.number() + ") from " + pull.head() + " into "
                        + pull.base() + "\n"
                : wish.message();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<String> base = git.branch(pull.base());
            if (base.isEmpty()) {
                return new MergeResult.Refused(true, "The branch " + pull.base() + " is gone");
            }
            Optional<ObjectId> commit =
                    merges.commit(git, base.get(), pull.headSha(), signature(actor.account()), message);
            if (commit.isEmpty()) {
                return new MergeResult.Refused(true, "The branches are in conflict");
            }
            // A push may have come in between.
            if (git.moveRef(Constants.R_HEADS + pull.base(), ObjectId.fromString(base.get()), commit.get())) {
                return finish(pull, base.get(), commit.get(), wish, actor);
            }
        }
        return new MergeResult.Refused(true, "The branch " + pull.base() + " is being pushed to");
    }

    private MergeResult finish(Pull pull, String base, ObjectId commit, Wish wish, Actor actor) throws IOException {
        Pull merged = tables.pulls().merged(pull, base, commit.name(), actor.account());
        events.state(merged, "closed", actor);
        if (wish.deleteBranch()) {
            repositories
                    .of(pull.repository())
                    .moveRef(Constants.R_HEADS + pull.head(), ObjectId.fromString(pull.headSha()), ObjectId.zeroId());
        }
        announcer.announce(pull.repository(), actor);
        return new MergeResult.Merged(merged);
    }

    /** How a commit of the forge is signed. */
    public static PersonIdent signature(Account account) {
        return new PersonIdent(account.name(), account.email(), Instant.now(), ZoneOffset.UTC);
    }
}
