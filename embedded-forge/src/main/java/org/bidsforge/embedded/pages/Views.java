// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.embedded.pages;

import java.util.List;
import org.bidsforge.embedded.git.FileChange;

/** What templates show; texts, ready but not escaped. */
public final class Views {
    private Views() {}

    /** A name that leads somewhere, and a few words on it. */
    public record Item(String name, String path, String note) {}

    /** A commit in a list. */
    public record CommitLine(String sha, String path, String summary, String author, String when) {
        public String shortSha() {
            return sha.substring(0, 10);
        }
    }

    /** A check, a run or a job: its state, name, what is said of it and where more is. */
    public record Check(Badge badge, String name, String note, String path) {}

    /** A remark on a merge request; the body is safe HTML. */
    public record Remark(String id, String author, String when, String html) {}

    /** A picture that is attached. */
    public record Picture(String name, String path) {}

    /** A file that differs, with its lines if it is text. */
    public record Difference(FileChange change) {
        public String numbers() {
            return "+" + change.additions() + " -" + change.deletions();
        }

        public String word() {
            return change.status();
        }

        static String css(char kind) {
            return switch (kind) {
                case '+' -> "added";
                case '-' -> "removed";
                case '@' -> "place";
                default -> "same";
            };
        }

        /** The class of a line. */
        public String css(FileChange.Line line) {
            return css(line.kind());
        }

        /** The line with its sign. */
        public String text(FileChange.Line line) {
            return line.kind() == '@' ? line.text() : line.kind() + line.text();
        }
    }

    /** Files that differ; what is too much is counted only. */
    public record Differences(List<Difference> files, int more) {
        public Differences {
            files = List.copyOf(files);
        }
    }

    /** A step of a job with its part of the log. */
    public record StepView(Badge badge, String name, String took, boolean open, String log) {}
}
