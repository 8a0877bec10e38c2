// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.Optional;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.store.StoredRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/** Finds what an address means that names a branch and a path, both of which may have slashes. */
final class Places {
    private final BareRepositories repositories;

    Places(BareRepositories repositories) {
        this.repositories = repositories;
    }

    /** The top folder of the default branch; nothing in an empty repository. */
    Optional<Place> main(StoredRepository repository) {
        BareRepository git = repositories.of(repository);
        String branch = repository.defaultBranch();
        return git.branch(branch)
                .flatMap(git::commit)
                .map(commit -> new Place(repository, "branch", branch, commit, ""));
    }

    /** The place; the longest name of a branch or tag that fits is meant. */
    Place of(StoredRepository repository, String kind, String text) {
        BareRepository git = repositories.of(repository);
        for (int end = text.length(); end > 0; end = text.lastIndexOf('/', end - 1)) {
            String revision = text.substring(0, end);
            Optional<RevCommit> commit = commit(git, kind, revision);
            if (commit.isPresent()) {
                String path = text.substring(Math.min(text.length(), end + 1)).replaceFirst("/+$", "");
                return new Place(repository, kind, revision, commit.get(), path);
            }
        }
        throw PageProblem.notFound();
    }

    private static Optional<RevCommit> commit(BareRepository git, String kind, String revision) {
        return switch (kind) {
            case "branch" -> named(git, Constants.R_HEADS + revision);
            case "tag" -> named(git, Constants.R_TAGS + revision);
            case "commit" -> revision.matches("[0-9a-f]{7,40}") ? git.commit(revision) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<RevCommit> named(BareRepository git, String ref) {
        return Repository.isValidRefName(ref) ? git.commit(ref) : Optional.empty();
    }
}
