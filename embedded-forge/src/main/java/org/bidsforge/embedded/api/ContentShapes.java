// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.git.History;
import org.bidsforge.embedded.git.TreeEntry;
import org.bidsforge.embedded.git.Trees;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.wire.CommitJson;
import org.bidsforge.embedded.wire.Links;
import org.bidsforge.embedded.wire.Shape;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.revwalk.RevCommit;

/** Files and folders as the API shows them. */
final class ContentShapes {
    private final BareRepositories repositories;
    private final Links links;

    ContentShapes(BareRepositories repositories, Links links) {
        this.repositories = repositories;
        this.links = links;
    }

    /** An entry; with its content if it is a file and that is wanted. */
    Shape of(StoredRepository repository, RevCommit commit, String ref, TreeEntry entry, boolean withContent) {
        BareRepository git = repositories.of(repository);
        RevCommit last =
                new History(git).lastChange(commit.name(), entry.path()).orElse(commit);
        String path = Links.path(entry.path());
        String self = links.api(repository) + "/contents/" + path + "?ref=" + Links.path(ref);
        String blob =
                links.api(repository) + "/git/" + (entry.type().equals("tree") ? "trees/" : "blobs/") + entry.sha();
        boolean link = entry.mode() == FileMode.SYMLINK;
        boolean file = entry.type().equals("blob") && !link;
        byte[] bytes = withContent || link
                ? new Trees(git).blob(entry.id(), ContentApi.MAX_BLOB).orElse(new byte[0])
                : new byte[0];
        String html = links.html(repository) + "/src/branch/" + Links.path(ref) + "/" + path;
        return new Shape()
                .with("name", entry.name())
                .with("path", entry.path())
                .with("sha", entry.sha())
                .with("last_commit_sha", last.name())
                .at("last_committer_date", CommitJson.when(last.getCommitterIdent()))
                .at("last_author_date", CommitJson.when(last.getAuthorIdent()))
                .with("type", type(entry))
                .with("size", entry.size())
                .with("encoding", file && withContent ? "base64" : null)
                .with("content", file && withContent ? Base64.getEncoder().encodeToString(bytes) : null)
                .with("target", link ? new String(bytes, StandardCharsets.UTF_8) : null)
                .with("url", self)
                .with("html_url", html)
                .with("git_url", blob)
                .with(
                        "download_url",
                        file ? links.html(repository) + "/raw/branch/" + Links.path(ref) + "/" + path : null)
                .with("submodule_git_url", null)
                .with("_links", new Shape().with("self", self).with("git", blob).with("html", html));
    }

    private static String type(TreeEntry entry) {
        if (entry.mode() == FileMode.SYMLINK) {
            return "symlink";
        }
        return switch (entry.type()) {
            case "tree" -> "dir";
            case "commit" -> "submodule";
            default -> "file";
        };
    }
}
