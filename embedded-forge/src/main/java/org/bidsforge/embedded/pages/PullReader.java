// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.pages.State;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.git.History;
import org.bidsforge.embedded.pulls.Attachments;
import org.bidsforge.embedded.store.Attachment;
import org.bidsforge.embedded.store.Comment;
import org.bidsforge.embedded.store.CommitStatus;
import org.bidsforge.embedded.store.Protection;
import org.bidsforge.embedded.store.Pull;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.Links;
import org.eclipse.jgit.revwalk.RevCommit;

/** Gathers what the page of a merge request shows, within what a page may weigh. */
final class PullReader {
    private static final int COMMITS = 30;
    private static final int RUNS = 5;
    private static final int PAGE_BYTES = 165_000;
    private static final int MOST_TEXT = 130_000;
    private static final int MOST_DESCRIPTION = 60_000;
    private static final int LEAST_DIFFERENCE = 15_000;
    private static final int MOST_REMARKS = 50;
    private static final int MOST_CHECKS = 50;
    private static final int LONGEST_NOTE = 300;

    private final Pages.Parts parts;
    private final Tables tables;
    private final Markdown markdown;
    private final Addresses addresses;

    PullReader(Pages.Parts parts, Markdown markdown, Addresses addresses) {
        this.parts = parts;
        this.tables = parts.tables();
        this.markdown = markdown;
        this.addresses = addresses;
    }

    /**
     * Reads all of a merge request.
     *
     * @param problem why a merge just now did not work; else empty
     */
    PullView read(Visit visit, Pull pull, String problem) {
        StoredRepository repository = pull.repository();
        BareRepository git = parts.repositories().of(repository);
        Optional<String> from = parts.pullJson().mergeBase(pull);
        List<RevCommit> commits =
                from.isPresent() ? new History(git).between(from.get(), pull.headSha(), COMMITS + 1) : List.of();
        List<CommitStatus> statuses = tables.statuses().latest(repository, pull.headSha());
        String description = description(pull);
        List<PullView.Remark> remarks = remarks(visit, pull, MOST_TEXT - Shown.bytes(description));
        int text = Shown.bytes(description)
                + remarks.stream()
                        .mapToInt(remark -> Shown.bytes(remark.html()))
                        .sum();
        ChangesView changes = from.isPresent()
                ? ChangesView.of(git, from, pull.headSha(), Math.max(LEAST_DIFFERENCE, PAGE_BYTES - text))
                : ChangesView.none();
        return new PullView(
                PullRow.of(pull, tables, visit.times()),
                pull.head(),
                pull.base(),
                branch(pull, git, pull.head()),
                branch(pull, git, pull.base()),
                mergeBox(visit, pull, statuses, problem),
                checks(pull, statuses),
                tables.runs().of(repository, pull.headSha()).stream()
                        .limit(RUNS)
                        .map(run -> RunRow.of(run, visit.times()))
                        .toList(),
                description,
                remarks,
                pictures(pull, description, remarks),
                commits.stream()
                        .limit(COMMITS)
                        .map(commit -> CommitRow.of(repository, commit, visit.times()))
                        .toList(),
                Math.max(0, commits.size() - COMMITS),
                changes,
                parts.links().html(repository) + ".git");
    }

    private String description(Pull pull) {
        String html = pull.body().isBlank() ? "" : markdown.html(pull.body(), folder(pull), 3);
        return Shown.bytes(html) > MOST_DESCRIPTION ? "<p>The description is too long to be shown here.</p>" : html;
    }

    private PullView.MergeBox mergeBox(Visit visit, Pull pull, List<CommitStatus> statuses, String problem) {
        if (pull.merge().isPresent()) {
            Pull.Merge merge = pull.merge().get();
            String sentence = "Merged into " + pull.base() + " by " + merge.by().name() + ", "
                    + visit.times().ago(merge.at()) + ".";
            return new PullView.MergeBox(Badge.of(pull), sentence, " ", problem, "", "", false);
        }
        if (!pull.open()) {
            return new PullView.MergeBox(Badge.of(pull), "Closed without merging.", " ", problem, "", "", false);
        }
        Badge checks = Badge.ofChecks(statuses);
        String obstacle = obstacle(visit, pull, statuses);
        boolean good = checks.state() == State.DONE || checks.state() == State.WARN;
        String signIn = visit.visitor().signedIn() ? "" : SignInPages.path(visit.here());
        String word = checks.word();
        String sentence = statuses.isEmpty()
                ? "No check has said anything of this commit yet."
                : Character.toUpperCase(word.charAt(0)) + word.substring(1) + ".";
        return new PullView.MergeBox(checks, sentence, obstacle, problem, signIn, pull.headSha(), !good);
    }

    /** Why it cannot be merged now, in a sentence; empty if it can. */
    private String obstacle(Visit visit, Pull pull, List<CommitStatus> statuses) {
        List<String> missing = required(pull).stream()
                .filter(context -> statuses.stream().noneMatch(status -> succeeded(status, context)))
                .toList();
        if (!missing.isEmpty()) {
            return String.join(" and ", missing) + " must succeed first.";
        }
        Optional<String> rule = parts.requests().obstacle(pull);
        if (rule.isPresent()) {
            return rule.get() + ".";
        }
        if (!parts.pullJson().mergeable(pull)) {
            return "the branches are in conflict; bring " + pull.base() + " into " + pull.head() + " first.";
        }
        boolean looksOnly = visit.visitor().signedIn() && !visit.visitor().mayWrite();
        return looksOnly ? "you are signed in with a token that may look but not change anything." : "";
    }

    private static boolean succeeded(CommitStatus status, String context) {
        return status.context().equals(context) && status.state().equals("success");
    }

    private List<String> required(Pull pull) {
        return tables.protections()
                .covering(pull.repository(), pull.base())
                .map(Protection::requiredContexts)
                .orElse(List.of());
    }

    /** All that have said something, and those that must but have not. */
    private List<PullView.CheckRow> checks(Pull pull, List<CommitStatus> statuses) {
        List<String> required = required(pull);
        List<PullView.CheckRow> rows = new ArrayList<>();
        for (CommitStatus status : statuses.subList(0, Math.min(MOST_CHECKS, statuses.size()))) {
            rows.add(new PullView.CheckRow(
                    Badge.ofCheck(status.state()),
                    status.context(),
                    Shown.cut(status.description(), LONGEST_NOTE),
                    addresses.link(status.targetUrl(), "/").orElse(""),
                    required.contains(status.context())));
        }
        required.stream()
                .filter(context ->
                        statuses.stream().noneMatch(status -> status.context().equals(context)))
                .forEach(context -> rows.add(new PullView.CheckRow(
                        new Badge(State.WAIT, "waited for"), context, "Has not said anything yet", "", true)));
        return rows;
    }

    private List<PullView.Remark> remarks(Visit visit, Pull pull, int bytes) {
        List<PullView.Remark> remarks = new ArrayList<>();
        int left = bytes;
        List<Comment> comments = tables.comments().of(pull);
        for (Comment comment : comments.subList(Math.max(0, comments.size() - MOST_REMARKS), comments.size())) {
            String html = markdown.html(comment.body(), folder(pull), 4);
            int size = Shown.bytes(html);
            boolean tooLong = size > left;
            left -= tooLong ? 0 : size;
            boolean edited = comment.updated().isAfter(comment.created());
            remarks.add(new PullView.Remark(
                    comment.id(),
                    comment.author().name(),
                    edited
                            ? "edited " + visit.times().ago(comment.updated())
                            : visit.times().ago(comment.created()),
                    tooLong ? "" : html,
                    tooLong));
        }
        return remarks;
    }

    /** Attached pictures that no text shows already. */
    private List<PullView.Picture> pictures(Pull pull, String description, List<PullView.Remark> remarks) {
        List<Attachment> attachments = new ArrayList<>(tables.comments().attachments(pull));
        tables.comments()
                .of(pull)
                .forEach(comment -> attachments.addAll(tables.comments().attachments(comment)));
        return attachments.stream()
                .filter(attachment -> Attachments.mediaType(attachment).startsWith("image/"))
                .filter(attachment -> !description.contains(attachment.uuid())
                        && remarks.stream().noneMatch(remark -> remark.html().contains(attachment.uuid())))
                .map(attachment -> new PullView.Picture(attachment.name(), "/attachments/" + attachment.uuid()))
                .toList();
    }

    /** The page of a branch; of its last commit when the branch is gone. */
    private static String branch(Pull pull, BareRepository git, String name) {
        String base = "/" + pull.repository().fullName();
        if (git.branch(name).isPresent()) {
            return base + "/src/branch/" + Links.path(name);
        }
        return base + "/src/commit/" + (name.equals(pull.head()) ? pull.headSha() : pull.baseSha());
    }

    private static String folder(Pull pull) {
        return "/" + pull.repository().fullName() + "/src/commit/" + pull.headSha() + "/";
    }
}
