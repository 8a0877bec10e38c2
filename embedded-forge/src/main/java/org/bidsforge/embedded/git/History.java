// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Walks over commits. */
public final class History {
    private final BareRepository repository;

    public History(BareRepository repository) {
        this.repository = repository;
    }

    /** Commits that can be reached, newest first. */
    public List<RevCommit> of(String sha, int skip, int limit) {
        try (RevWalk walk = walk(sha)) {
            return take(walk, skip, limit);
        } catch (IOException e) {
            throw failure(sha, e);
        }
    }

    public int count(String sha) {
        int count = 0;
        try (RevWalk walk = walk(sha)) {
            while (walk.next() != null) {
                count++;
            }
        } catch (IOException e) {
            throw failure(sha, e);
        }
        return count;
    }

    /** Commits of the second that the first has not, newest first. */
    public List<RevCommit> between(String without, String sha, int limit) {
        try (RevWalk walk = walk(sha)) {
            walk.markUninteresting(walk.parseCommit(ObjectId.fromString(without)));
            return take(walk, 0, limit);
        } catch (IOException e) {
            throw failure(sha, e);
        }
    }

    /** The last commit that changed the path. */
    public Optional<RevCommit> lastChange(String sha, String path) {
        try (RevWalk walk = walk(sha)) {
            walk.setTreeFilter(AndTreeFilter.create(PathFilter.create(path), TreeFilter.ANY_DIFF));
            return Optional.ofNullable(walk.next());
        } catch (IOException e) {
            throw failure(sha, e);
        }
    }

    /** Where two histories part. */
    public Optional<String> mergeBase(String one, String other) {
        try (RevWalk walk = new RevWalk(repository.git())) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(ObjectId.fromString(one)));
            walk.markStart(walk.parseCommit(ObjectId.fromString(other)));
            return Optional.ofNullable(walk.next()).map(RevCommit::name);
        } catch (IOException e) {
            throw failure(one, e);
        }
    }

    private RevWalk walk(String sha) throws IOException {
        RevWalk walk = new RevWalk(repository.git());
        walk.sort(RevSort.COMMIT_TIME_DESC, true);
        walk.sort(RevSort.TOPO, true);
        walk.markStart(walk.parseCommit(ObjectId.fromString(sha)));
        return walk;
    }

    private static List<RevCommit> take(RevWalk walk, int skip, int limit) throws IOException {
        List<RevCommit> commits = new ArrayList<>();
        for (int i = 0; i < skip + limit; i++) {
            RevCommit next = walk.next();
            if (next == null) {
                break;
            }
            if (i >= skip) {
                walk.parseBody(next);
                commits.add(next);
            }
        }
        return commits;
    }

    private static UncheckedIOException failure(String sha, IOException cause) {
        return new UncheckedIOException("Cannot walk the history of " + sha, cause);
    }
}
