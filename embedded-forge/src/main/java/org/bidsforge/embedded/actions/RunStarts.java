// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bidsforge.embedded.events.Actor;
import org.bidsforge.embedded.events.PullEvents;
import org.bidsforge.embedded.events.RefMove;
import org.bidsforge.embedded.events.WorkflowTrigger;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.git.TreeEntry;
import org.bidsforge.embedded.git.Trees;
import org.bidsforge.embedded.store.Json;
import org.bidsforge.embedded.store.Pull;
import org.bidsforge.embedded.store.Run;
import org.bidsforge.embedded.store.Runs;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.Links;
import org.bidsforge.embedded.wire.Shape;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/** Starts runs: of pushes and merge requests, and on demand. */
final class RunStarts implements WorkflowTrigger {
    private static final String FOLDER = ".gitea/workflows";
    private static final int MAX_FILE = 1 << 20;

    private final Tables tables;
    private final Links links;
    private final BareRepositories repositories;
    private final PullEvents pulls;
    private final RunProgress progress;

    RunStarts(Tables tables, Links links, BareRepositories repositories, PullEvents pulls, RunProgress progress) {
        this.tables = tables;
        this.links = links;
        this.repositories = repositories;
        this.pulls = pulls;
        this.progress = progress;
    }

    /** An event that may start workflows: at which commit, under which ref, with which payload. */
    private record Event(
            StoredRepository repository,
            Actor actor,
            String name,
            String ref,
            RevCommit commit,
            String title,
            Shape payload) {}

    @Override
    public void pushed(RefMove move, Shape payload) {
        if (move.actor().job()) {
            return;
        }
        Optional<RevCommit> commit = repositories.of(move.repository()).commit(move.after());
        if (commit.isPresent()) {
            Event event = new Event(
                    move.repository(),
                    move.actor(),
                    "push",
                    move.ref(),
                    commit.get(),
                    commit.get().getShortMessage(),
                    payload);
            startAll(
                    event,
                    workflow -> workflow.triggers()
                            .push()
                            .filter(branches -> move.branch()
                                    ? branches.covers(move.shortName())
                                    : branches.coversTag(move.shortName()))
                            .isPresent());
        }
    }

    @Override
    public void pull(Pull pull, String action, Actor actor) {
        Optional<RevCommit> commit = repositories.of(pull.repository()).commit(pull.headSha());
        if (actor.job() || commit.isEmpty()) {
            return;
        }
        String type = action.equals("synchronized") ? "synchronize" : action;
        Shape payload = pulls.payload(pull, action, actor, new Shape());
        String ref = "refs/pull/" + pull.number() + "/head";
        Event event = new Event(pull.repository(), actor, "pull_request", ref, commit.get(), pull.title(), payload);
        startAll(
                event,
                workflow -> workflow.triggers()
                        .pull()
                        .filter(trigger ->
                                trigger.types().contains(type) && trigger.into().covers(pull.base()))
                        .isPresent());
    }

    /** Starts a workflow; nothing if there is none of this name that can be dispatched. */
    Optional<Run> dispatch(StoredRepository repository, Actor actor, String file, String ref, JsonNode inputs) {
        BareRepository git = repositories.of(repository);
        Optional<RevCommit> commit = git.commit(ref);
        if (commit.isEmpty()) {
            return Optional.empty();
        }
        Optional<Source> source = sources(git, commit.get()).stream()
                .filter(candidate -> candidate.file().equals(file))
                .findFirst();
        Optional<Workflow> workflow = source.map(Source::workflow)
                .filter(candidate -> candidate.triggers().dispatch().isPresent());
        if (workflow.isEmpty()) {
            return Optional.empty();
        }
        String fullRef = fullRef(git, ref);
        String used = Json.write(workflow.get().triggers().inputs(inputs));
        Shape payload = new Shape()
                .with("ref", fullRef)
                .with("workflow", FOLDER + "/" + file)
                .with("inputs", Json.map(used));
        Event event = new Event(
                repository,
                actor,
                "workflow_dispatch",
                fullRef,
                commit.get(),
                commit.get().getShortMessage(),
                payload);
        return Optional.of(tables.database().transaction(() -> start(event, source.get(), workflow.get(), used)));
    }

    /** The workflows on the default branch. */
    List<Workflow> workflows(StoredRepository repository) {
        BareRepository git = repositories.of(repository);
        return git.commit(repository.defaultBranch())
                .map(commit ->
                        sources(git, commit).stream().map(Source::workflow).toList())
                .orElse(List.of());
    }

    private void startAll(Event event, Predicate<Workflow> wanted) {
        BareRepository git = repositories.of(event.repository());
        for (Source source : sources(git, event.commit())) {
            Workflow workflow = source.workflow();
            if (wanted.test(workflow)) {
                start(event, source, workflow, "{}");
            }
        }
    }

    private Run start(Event event, Source source, Workflow workflow, String inputs) {
        Run run = tables.runs()
                .add(
                        event.repository(),
                        event.actor().account(),
                        new Runs.New(
                                source.file(),
                                workflow.name(),
                                source.text(),
                                event.title(),
                                event.name(),
                                event.ref(),
                                event.commit().name(),
                                inputs,
                                Json.write(event.payload().fields())));
        if (workflow.problem().isPresent()) {
            progress.refused(run, workflow.problem().get());
            return run;
        }
        Scope scope = RunScope.of(run, links);
        Run titled = workflow.runName().isPresent()
                ? tables.runs().title(run, workflow.runName().get().in(scope))
                : run;
        for (Workflow.WorkflowJob job : workflow.jobs()) {
            List<String> steps = job.steps().stream().map(Workflow.Step::name).toList();
            tables.runs().addJob(titled, job.key(), job.name().in(scope), job.labels(), job.needs(), steps);
        }
        progress.created(titled);
        return titled;
    }

    /** A workflow file at a commit. */
    private record Source(String file, String text) {
        Workflow workflow() {
            return WorkflowReader.read(file, text);
        }
    }

    private static List<Source> sources(BareRepository git, RevCommit commit) {
        Trees trees = new Trees(git);
        ObjectId tree = commit.getTree();
        List<Source> sources = new ArrayList<>();
        for (TreeEntry entry : trees.list(tree, FOLDER, false)) {
            boolean yaml = entry.name().endsWith(".yml") || entry.name().endsWith(".yaml");
            if (yaml && entry.type().equals("blob")) {
                trees.blob(entry.id(), MAX_FILE)
                        .ifPresent(bytes ->
                                sources.add(new Source(entry.name(), new String(bytes, StandardCharsets.UTF_8))));
            }
        }
        return sources;
    }

    private static String fullRef(BareRepository git, String ref) {
        if (ref.startsWith("refs/")) {
            return ref;
        }
        return (git.branch(ref).isPresent() ? "refs/heads/" : "refs/tags/") + ref;
    }
}
