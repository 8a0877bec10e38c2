// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/** Makes commits from edits of files, without a work tree. */
public final class CommitWriter {
    private final BareRepository repository;

    public CommitWriter(BareRepository repository) {
        this.repository = repository;
    }

    /** Who and what a commit says. */
    public record Words(PersonIdent author, PersonIdent committer, String message) {}

    /** Commits the edits on top of a commit, or as the first one; no ref is moved. */
    public ObjectId commit(Optional<RevCommit> parent, List<FileEdit> edits, Words words)
            throws IOException, EditRefused {
        try (ObjectInserter inserter = repository.git().newObjectInserter()) {
            DirCache base = parent.isPresent() ? read(parent.get()) : DirCache.newInCore();
            ObjectId tree = edited(base, edits, inserter).writeTree(inserter);
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree);
            parent.ifPresent(commit::setParentId);
            commit.setAuthor(words.author());
            commit.setCommitter(words.committer());
            commit.setMessage(words.message().endsWith("\n") ? words.message() : words.message() + "\n");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    private DirCache read(RevCommit commit) throws IOException {
        try (ObjectReader reader = repository.git().newObjectReader()) {
            return DirCache.read(reader, commit.getTree());
        }
    }

    private static DirCache edited(DirCache base, List<FileEdit> edits, ObjectInserter inserter)
            throws IOException, EditRefused {
        Map<String, FileEdit> byPath = new HashMap<>();
        for (FileEdit edit : edits) {
            check(base, edit);
            byPath.put(edit.path(), edit);
        }
        DirCache next = DirCache.newInCore();
        DirCacheBuilder builder = next.builder();
        for (int i = 0; i < base.getEntryCount(); i++) {
            DirCacheEntry entry = base.getEntry(i);
            FileEdit edit = byPath.get(entry.getPathString());
            if (edit == null) {
                builder.add(entry);
            } else if (edit instanceof FileEdit.Update update) {
                builder.add(entry(edit.path(), entry.getFileMode(), update.content(), inserter));
            }
        }
        for (FileEdit edit : edits) {
            if (edit instanceof FileEdit.Create create) {
                builder.add(entry(edit.path(), FileMode.REGULAR_FILE, create.content(), inserter));
            }
        }
        builder.finish();
        return next;
    }

    private static void check(DirCache base, FileEdit edit) throws EditRefused {
        DirCacheEntry entry = base.getEntry(edit.path());
        if (edit instanceof FileEdit.Create) {
            if (entry != null || base.getEntriesWithin(edit.path()).length > 0) {
                throw new EditRefused("repository file already exists [path: " + edit.path() + "]");
            }
            return;
        }
        if (entry == null) {
            throw new EditRefused("repository file does not exist [path: " + edit.path() + "]");
        }
        Optional<String> blob =
                edit instanceof FileEdit.Update update ? update.blob() : ((FileEdit.Delete) edit).blob();
        if (blob.isPresent() && !blob.get().equals(entry.getObjectId().name())) {
            throw new EditRefused("sha does not match [given: " + blob.get() + ", expected: "
                    + entry.getObjectId().name() + "]");
        }
    }

    private static DirCacheEntry entry(String path, FileMode mode, FileEdit.Content content, ObjectInserter inserter)
            throws IOException, EditRefused {
        try {
            ByteBuffer buffer = content.bytes().duplicate();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            DirCacheEntry entry = new DirCacheEntry(path);
            entry.setFileMode(mode);
            entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, bytes));
            return entry;
        } catch (IllegalArgumentException e) {
            throw new EditRefused("path is not allowed [path: " + path + "]");
        }
    }
}
