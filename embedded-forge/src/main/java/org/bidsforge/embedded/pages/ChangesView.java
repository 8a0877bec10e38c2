// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.annex.AnnexPointer;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.git.Differences;
import org.bidsforge.embedded.git.FileChange;

/**
 * What differs between two commits.
 *
 * @param more files that differ beyond those listed
 */
public record ChangesView(int count, int additions, int deletions, List<File> files, int more) {
    private static final int MOST_FILES = 200;
    private static final int MOST_LINES = 3000;
    private static final int LONGEST_LINE = 400;
    private static final int BYTES_OF_LINE = 30;
    private static final int BYTES_OF_FILE = 350;
    private static final int OPEN_LINES = 40;

    /**
     * A file that differs.
     *
     * @param note what is said instead of lines; empty if they are shown
     * @param open whether the lines are shown at once
     */
    public record File(FileChange change, String note, boolean open) {
        /** The class of a line. */
        public String css(FileChange.Line line) {
            return switch (line.kind()) {
                case '+' -> "add";
                case '-' -> "del";
                case '@' -> "place";
                default -> "";
            };
        }

        public String text(FileChange.Line line) {
            String text = line.kind() == '@' ? line.text() : line.kind() + line.text();
            return Shown.cut(text, LONGEST_LINE);
        }
    }

    public ChangesView {
        files = List.copyOf(files);
    }

    static ChangesView none() {
        return new ChangesView(0, 0, 0, List.of(), 0);
    }

    /** Compares; what is shown fits into so many bytes of a page, roughly. */
    static ChangesView of(BareRepository git, Optional<String> from, String to, int bytes) {
        List<FileChange> changes = new Differences(git).lines(from, to, MOST_LINES);
        List<File> files = new ArrayList<>();
        int left = bytes;
        for (FileChange change : changes.subList(0, Math.min(MOST_FILES, changes.size()))) {
            left -= BYTES_OF_FILE + 2 * Shown.bytes(change.path());
            Optional<String> annexed = annexed(change);
            int size = annexed.isPresent() ? 0 : size(change);
            if (left < 0) {
                break;
            }
            if (annexed.isPresent()) {
                files.add(new File(change, annexed.get(), false));
            } else if (change.lines().isEmpty() || size > left) {
                files.add(new File(
                        change, size > left ? "Too much to be shown here; a clone has it." : note(change), false));
            } else {
                left -= size;
                files.add(new File(change, "", change.lines().size() <= OPEN_LINES));
            }
        }
        return new ChangesView(
                changes.size(),
                changes.stream().mapToInt(FileChange::additions).sum(),
                changes.stream().mapToInt(FileChange::deletions).sum(),
                files,
                changes.size() - files.size());
    }

    private static String note(FileChange change) {
        return change.additions() + change.deletions() == 0
                ? "Not text, or empty."
                : "Too much to be shown here; a clone has it.";
    }

    private static int size(FileChange change) {
        return change.lines().stream()
                .mapToInt(line -> BYTES_OF_LINE + Shown.bytes(Shown.cut(line.text(), LONGEST_LINE)))
                .sum();
    }

    /** In words, if the file stands for content that is in the annex. */
    private static Optional<String> annexed(FileChange change) {
        boolean one = change.lines().size() <= 4 && change.lines().stream().allMatch(line -> line.kind() != ' ');
        if (!one) {
            return Optional.empty();
        }
        Optional<String> before = content(change, '-');
        Optional<String> after = content(change, '+');
        if (after.isPresent()) {
            return Optional.of("Annexed file, " + after.get()
                    + before.map(size -> " (before: " + size + ")").orElse(""));
        }
        return before.map(size -> "Annexed file, it was " + size);
    }

    private static Optional<String> content(FileChange change, char kind) {
        return change.lines().stream()
                .filter(line -> line.kind() == kind)
                .findFirst()
                .flatMap(line -> AnnexPointer.read(line.text()))
                .map(ChangesView::size);
    }

    private static String size(AnnexKey key) {
        return key.size().isPresent() ? Size.text(key.size().getAsLong()) : "of unknown size";
    }
}
