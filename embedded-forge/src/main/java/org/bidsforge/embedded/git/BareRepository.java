// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** One bare repository: its refs and commits. */
public final class BareRepository {
    private static final int SHA_LENGTH = 40;

    private final Repository git;

    BareRepository(Repository git) {
        this.git = git;
    }

    Repository git() {
        return git;
    }

    /** Full names of branches and tags, sorted, and what they point at. */
    public Map<String, String> refs() {
        Map<String, String> refs = new TreeMap<>();
        try {
            for (String prefix : new String[] {Constants.R_HEADS, Constants.R_TAGS}) {
                for (Ref ref : git.getRefDatabase().getRefsByPrefix(prefix)) {
                    refs.put(ref.getName(), ref.getObjectId().name());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read refs of " + git, e);
        }
        return refs;
    }

    /** The commit of a branch. */
    public Optional<String> branch(String name) {
        try {
            Ref ref = git.exactRef(Constants.R_HEADS + name);
            return ref == null
                    ? Optional.empty()
                    : Optional.of(ref.getObjectId().name());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read branch " + name, e);
        }
    }

    /** The commit that a branch, tag, full ref or commit id means. */
    public Optional<RevCommit> commit(String revision) {
        try (RevWalk walk = new RevWalk(git)) {
            ObjectId id = resolve(revision);
            return id == null ? Optional.empty() : Optional.of(walk.parseCommit(id));
        } catch (MissingObjectException | IncorrectObjectTypeException | AmbiguousObjectException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read commit " + revision, e);
        }
    }

    /** Points a ref somewhere else if it is where the caller thinks; zeros stand for "not there". */
    public boolean moveRef(String fullName, ObjectId expected, ObjectId next) throws IOException {
        RefUpdate update = git.updateRef(fullName);
        update.setExpectedOldObjectId(expected);
        update.setNewObjectId(next);
        update.setForceUpdate(true);
        RefUpdate.Result result = next.equals(ObjectId.zeroId()) ? update.delete() : update.update();
        return switch (result) {
            case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> true;
            case LOCK_FAILURE,
                    REJECTED,
                    REJECTED_CURRENT_BRANCH,
                    REJECTED_MISSING_OBJECT,
                    REJECTED_OTHER_REASON,
                    NOT_ATTEMPTED -> false;
            case IO_FAILURE, RENAMED -> throw new IOException("Cannot move " + fullName + ": " + result);
        };
    }

    /** Makes the branch the one that a clone checks out. */
    public void head(String branch) throws IOException {
        git.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch);
    }

    /** Whether the first commit is in the history of the second. */
    public boolean reaches(String ancestor, String descendant) {
        try (RevWalk walk = new RevWalk(git)) {
            return walk.isMergedInto(
                    walk.parseCommit(ObjectId.fromString(ancestor)), walk.parseCommit(ObjectId.fromString(descendant)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot compare commits", e);
        }
    }

    private @Nullable ObjectId resolve(String revision) throws IOException {
        for (String prefix : new String[] {Constants.R_HEADS, Constants.R_TAGS, ""}) {
            if (Repository.isValidRefName(prefix + revision)) {
                Ref ref = git.exactRef(prefix + revision);
                if (ref != null) {
                    return ref.getObjectId();
                }
            }
        }
        try {
            boolean id = revision.length() >= 7
                    && revision.length() <= SHA_LENGTH
                    && revision.chars().allMatch(c -> Character.digit(c, 16) >= 0);
            return id ? git.resolve(revision) : null;
        } catch (RevisionSyntaxException e) {
            return null;
        }
    }
}
