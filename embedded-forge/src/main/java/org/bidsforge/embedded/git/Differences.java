// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.util.io.DisabledOutputStream;

/** Differences between commits. */
public final class Differences {
    private static final int CONTEXT = 3;
    private static final int MAX_TEXT = 1 << 20;

    private final BareRepository repository;

    public Differences(BareRepository repository) {
        this.repository = repository;
    }

    /** Files that differ, without counting lines: quick, for events. */
    public List<FileChange> paths(Optional<String> from, String to) {
        return changes(from, to, new Quick());
    }

    /** Files that differ with the number of their lines. */
    public List<FileChange> counts(Optional<String> from, String to) {
        return changes(from, to, new Lines(0));
    }

    /** Files that differ with the lines that do; at most so many lines in all. */
    public List<FileChange> lines(Optional<String> from, String to, int maxLines) {
        return changes(from, to, new Lines(maxLines));
    }

    /** The first parent of a commit, to compare it with. */
    public static Optional<String> parent(RevCommit commit) {
        return commit.getParentCount() == 0
                ? Optional.empty()
                : Optional.of(commit.getParent(0).name());
    }

    /** Turns an entry into what the caller wants to know of it. */
    private interface Detail {
        FileChange of(DiffFormatter formatter, DiffEntry entry) throws IOException;
    }

    private List<FileChange> changes(Optional<String> from, String to, Detail detail) {
        try (ObjectReader reader = repository.git().newObjectReader();
                RevWalk walk = new RevWalk(reader);
                DiffFormatter formatter = new DiffFormatter(DisabledOutputStream.INSTANCE)) {
            formatter.setRepository(repository.git());
            formatter.setDetectRenames(false);
            AbstractTreeIterator old = from.isPresent() ? tree(walk, reader, from.get()) : new EmptyTreeIterator();
            List<FileChange> changes = new ArrayList<>();
            for (DiffEntry entry : formatter.scan(old, tree(walk, reader, to))) {
                changes.add(detail.of(formatter, entry));
            }
            return changes;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot compare commits", e);
        }
    }

    private static AbstractTreeIterator tree(RevWalk walk, ObjectReader reader, String commit) throws IOException {
        CanonicalTreeParser parser = new CanonicalTreeParser();
        parser.reset(reader, walk.parseCommit(ObjectId.fromString(commit)).getTree());
        return parser;
    }

    private static String status(DiffEntry entry) {
        return switch (entry.getChangeType()) {
            case ADD, COPY -> "added";
            case DELETE -> "removed";
            case MODIFY, RENAME -> "modified";
        };
    }

    private static String path(DiffEntry entry) {
        return entry.getChangeType() == DiffEntry.ChangeType.DELETE ? entry.getOldPath() : entry.getNewPath();
    }

    /** The path and what became of it. */
    private static final class Quick implements Detail {
        @Override
        public FileChange of(DiffFormatter formatter, DiffEntry entry) {
            return new FileChange(path(entry), status(entry), 0, 0, List.of());
        }
    }

    /** The lines too. */
    private final class Lines implements Detail {
        private int left;

        Lines(int maxLines) {
            this.left = maxLines;
        }

        @Override
        public FileChange of(DiffFormatter formatter, DiffEntry entry) throws IOException {
            FileHeader header = formatter.toFileHeader(entry);
            EditList edits = header.toEditList();
            int additions = edits.stream().mapToInt(Edit::getLengthB).sum();
            int deletions = edits.stream().mapToInt(Edit::getLengthA).sum();
            boolean text = header.getPatchType() == FileHeader.PatchType.UNIFIED;
            List<FileChange.Line> lines = new ArrayList<>();
            if (text && left > 0) {
                write(entry, edits, lines);
            }
            return new FileChange(path(entry), status(entry), additions, deletions, lines);
        }

        private void write(DiffEntry entry, EditList edits, List<FileChange.Line> lines) throws IOException {
            RawText before = text(entry.getOldId(), entry.getOldMode());
            RawText after = text(entry.getNewId(), entry.getNewMode());
            int shown = 0;
            for (Edit edit : edits) {
                int start = Math.max(shown, edit.getBeginB() - CONTEXT);
                if (start > shown || (shown == 0 && start > 0)) {
                    add(lines, '@', "@@ line " + (start + 1) + " @@");
                }
                copy(lines, ' ', after, start, edit.getBeginB());
                copy(lines, '-', before, edit.getBeginA(), edit.getEndA());
                copy(lines, '+', after, edit.getBeginB(), edit.getEndB());
                shown = Math.min(after.size(), edit.getEndB() + CONTEXT);
                copy(lines, ' ', after, edit.getEndB(), shown);
            }
        }

        private void copy(List<FileChange.Line> lines, char kind, RawText text, int from, int to) {
            for (int i = from; i < to && left > 0; i++) {
                add(lines, kind, text.getString(i));
            }
        }

        private void add(List<FileChange.Line> lines, char kind, String text) {
            if (left > 0) {
                lines.add(new FileChange.Line(kind, text));
                left--;
            }
        }

        private RawText text(AbbreviatedObjectId id, FileMode mode) throws IOException {
            if (mode == FileMode.GITLINK) {
                return new RawText(("Subproject commit " + id.name() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            if (mode == FileMode.MISSING) {
                return RawText.EMPTY_TEXT;
            }
            ObjectLoader loader = repository.git().open(id.toObjectId());
            try {
                return new RawText(loader.getCachedBytes(MAX_TEXT));
            } catch (LargeObjectException e) {
                return RawText.EMPTY_TEXT;
            }
        }
    }
}
