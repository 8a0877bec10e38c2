// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.List;

/** A merge request with all that helps to decide on it. */
public record PullView(
        PullRow pull,
        String head,
        String base,
        String headLink,
        String baseLink,
        MergeBox merge,
        List<CheckRow> checks,
        List<RunRow> runs,
        String description,
        List<Remark> remarks,
        List<Picture> pictures,
        List<CommitRow> commits,
        int moreCommits,
        ChangesView changes,
        String cloneUrl) {
    /** What a check says of the head; the link is empty if there is nothing more to see. */
    public record CheckRow(Badge state, String name, String note, String link, boolean required) {}

    /** A comment; its text is safe HTML. */
    public record Remark(long id, String author, String when, String html, boolean tooLong) {}

    /** An attached picture that no text shows. */
    public record Picture(String name, String path) {}

    /**
     * Whether and how it can be merged.
     *
     * @param sentence how it stands
     * @param obstacle why there is no button; empty if there is one
     * @param problem why a merge just now did not work; else empty
     * @param signIn where to sign in if that is what is missing; else empty
     * @param headSha what was seen, to merge nothing else
     */
    public record MergeBox(
            Badge state,
            String sentence,
            String obstacle,
            String problem,
            String signIn,
            String headSha,
            boolean hesitant) {
        public boolean button() {
            return obstacle.isEmpty() && signIn.isEmpty();
        }
    }

    public PullView {
        checks = List.copyOf(checks);
        runs = List.copyOf(runs);
        remarks = List.copyOf(remarks);
        pictures = List.copyOf(pictures);
        commits = List.copyOf(commits);
    }

    public boolean goesOn() {
        return runs.stream().anyMatch(RunRow::goesOn);
    }
}
