// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.wire.Links;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * A file or folder at a branch, tag or commit.
 *
 * @param kind branch, tag or commit, as addresses have it
 * @param path empty for the top folder
 */
public record Place(StoredRepository repository, String kind, String revision, RevCommit commit, String path) {
    public boolean isBranch() {
        return kind.equals("branch");
    }

    /** The revision as people read it. */
    public String shown() {
        return kind.equals("commit") ? commit.name().substring(0, 10) : revision;
    }

    public String source(String other) {
        return address("src", other);
    }

    public String raw() {
        return address("raw", path);
    }

    public String commits() {
        return "/" + repository.fullName() + "/commits/" + kind + "/" + Links.path(revision);
    }

    /** What relative links of a text in this folder begin at. */
    String folder() {
        return source(path) + "/";
    }

    private String address(String what, String other) {
        String rest = other.isEmpty() ? revision : revision + "/" + other;
        return "/" + repository.fullName() + "/" + what + "/" + kind + "/" + Links.path(rest);
    }
}
