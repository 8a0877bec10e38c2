// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.store.Account;
import org.bidsforge.embedded.store.Pull;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Tells what has changed in a repository's branches and tags. It compares what git has with what was told last, so that
 * a crash between a push and its events loses nothing: the next start tells it.
 */
public final class Announcer {
    private final Tables tables;
    private final BareRepositories repositories;
    private final PushEvents pushes;
    private final PullEvents pulls;
    private final WorkflowTrigger workflows;

    public Announcer(
            Tables tables,
            BareRepositories repositories,
            PushEvents pushes,
            PullEvents pulls,
            WorkflowTrigger workflows) {
        this.tables = tables;
        this.repositories = repositories;
        this.pushes = pushes;
        this.pulls = pulls;
        this.workflows = workflows;
    }

    /** Tells what is new in all repositories. */
    public void announceAll(Account account) {
        for (StoredRepository repository : tables.repositories().all()) {
            announce(repository, new Actor(account, false));
        }
    }

    /** Tells what is new in the repository. */
    public void announce(StoredRepository repository, Actor actor) {
        tables.database().inTransaction(() -> {
            List<RefMove> moves = moves(repository, actor);
            if (moves.isEmpty()) {
                return;
            }
            moves.forEach(this::remember);
            StoredRepository now = chooseDefaultBranch(repository, moves);
            tables.repositories().update(now);
            moves.forEach(pushes::moved);
            moves.stream().filter(RefMove::branch).forEach(this::findMerged);
            moves.stream().filter(RefMove::branch).forEach(this::followPulls);
            moves.stream().filter(move -> !move.deleted()).forEach(move -> workflows.pushed(move, pushes.push(move)));
        });
    }

    private List<RefMove> moves(StoredRepository repository, Actor actor) {
        Map<String, String> told = tables.repositories().announced(repository);
        Map<String, String> actual = repositories.of(repository).refs();
        TreeSet<String> names = new TreeSet<>(told.keySet());
        names.addAll(actual.keySet());
        List<RefMove> moves = new ArrayList<>();
        for (String name : names) {
            String before = told.getOrDefault(name, RefMove.NOWHERE);
            String after = actual.getOrDefault(name, RefMove.NOWHERE);
            if (!before.equals(after)) {
                moves.add(new RefMove(repository, actor, name, before, after));
            }
        }
        return moves;
    }

    private void remember(RefMove move) {
        if (move.deleted()) {
            tables.repositories().retract(move.repository(), move.ref());
        } else {
            tables.repositories().announce(move.repository(), move.ref(), move.after());
        }
    }

    /** The first branch of an empty repository becomes its default if the one asked for never came. */
    private StoredRepository chooseDefaultBranch(StoredRepository repository, List<RefMove> moves) {
        Map<String, String> told = tables.repositories().announced(repository);
        if (told.containsKey(Constants.R_HEADS + repository.defaultBranch())) {
            return repository;
        }
        return moves.stream()
                .filter(move ->
                        move.branch() && !move.deleted() && !move.shortName().equals("git-annex"))
                .findFirst()
                .map(move -> withDefault(repository, move.shortName()))
                .orElse(repository);
    }

    private StoredRepository withDefault(StoredRepository repository, String branch) {
        try {
            repositories.of(repository).head(branch);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot set the default branch of " + repository.fullName(), e);
        }
        return new StoredRepository(
                repository.id(),
                repository.owner(),
                repository.name(),
                repository.description(),
                repository.closed(),
                branch,
                repository.settings(),
                repository.created(),
                repository.updated());
    }

    private void followPulls(RefMove move) {
        for (Pull pull : tables.pulls().openFrom(move.repository(), move.shortName())) {
            if (move.deleted()) {
                pulls.state(tables.pulls().close(pull), "closed", move.actor());
            } else {
                keepHead(pull, move.after());
                Pull moved = tables.pulls().moveHead(pull, move.after());
                pulls.synchronizedHead(moved, move.actor());
                workflows.pull(moved, "synchronized", move.actor());
            }
        }
    }

    /** A merge request whose commits have come into its base by another way is merged. */
    private void findMerged(RefMove move) {
        BareRepository git = repositories.of(move.repository());
        for (Pull pull : tables.pulls().openInto(move.repository(), move.shortName())) {
            if (!move.deleted() && git.reaches(pull.headSha(), move.after())) {
                String base = move.created() ? pull.baseSha() : move.before();
                Pull merged = tables.pulls()
                        .merged(pull, base, move.after(), move.actor().account());
                pulls.state(merged, "closed", move.actor());
            }
        }
    }

    /** Keeps the commits of a merge request when its branch goes. */
    public void keepHead(Pull pull, String sha) {
        BareRepository git = repositories.of(pull.repository());
        String ref = Constants.R_REFS + "pull/" + pull.number() + "/head";
        try {
            ObjectId before = git.commit(ref).map(commit -> (ObjectId) commit).orElse(ObjectId.zeroId());
            git.moveRef(ref, before, ObjectId.fromString(sha));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the head of merge request " + pull.number(), e);
        }
    }
}
