// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.git.Differences;
import org.bidsforge.embedded.git.FileChange;
import org.bidsforge.embedded.store.Account;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/** Commits, in the shapes that hooks, branches, files and lists of commits have. */
public final class CommitJson {
    private final Links links;
    private final Tables tables;
    private final AccountJson accounts;

    public CommitJson(Links links, Tables tables) {
        this.links = links;
        this.tables = tables;
        this.accounts = new AccountJson(links);
    }

    /** As pushes and statuses have it, with the files that changed. */
    public Shape inHook(StoredRepository repository, BareRepository git, RevCommit commit) {
        List<FileChange> changes = new Differences(git).paths(Differences.parent(commit), commit.name());
        return base(repository, commit)
                .with("verification", null)
                .at("timestamp", when(commit.getCommitterIdent()))
                .with("added", paths(changes, "added"))
                .with("removed", paths(changes, "removed"))
                .with("modified", paths(changes, "modified"));
    }

    /** As branches and hook tests have it. */
    public Shape ofBranch(StoredRepository repository, RevCommit commit) {
        return base(repository, commit)
                .with("verification", unverified())
                .at("timestamp", when(commit.getCommitterIdent()))
                .with("added", null)
                .with("removed", null)
                .with("modified", null);
    }

    /** As a change of files answers. */
    public Shape ofFiles(StoredRepository repository, RevCommit commit) {
        return new Shape()
                .with("url", gitUrl(repository, "commits", commit.name()))
                .with("sha", commit.name())
                .with("created", Shape.NEVER)
                .with("html_url", links.commit(repository, commit.name()))
                .with("author", dated(commit.getAuthorIdent()))
                .with("committer", dated(commit.getCommitterIdent()))
                .with("parents", parents(repository, commit))
                .with("message", commit.getFullMessage())
                .with("tree", reference(repository, "trees", commit.getTree().name(), Shape.NEVER));
    }

    /** As a list of commits has it; files with their numbers only if asked for. */
    public Shape inList(StoredRepository repository, BareRepository git, RevCommit commit, boolean files) {
        String created = when(commit.getCommitterIdent()).toString();
        List<FileChange> changes = new Differences(git).counts(Differences.parent(commit), commit.name());
        int additions = changes.stream().mapToInt(FileChange::additions).sum();
        int deletions = changes.stream().mapToInt(FileChange::deletions).sum();
        Shape inner = new Shape()
                .with("url", gitUrl(repository, "commits", commit.name()))
                .with("author", dated(commit.getAuthorIdent()))
                .with("committer", dated(commit.getCommitterIdent()))
                .with("message", commit.getFullMessage())
                .with("tree", reference(repository, "trees", commit.getTree().name(), created))
                .with("verification", unverified());
        return new Shape()
                .with("url", gitUrl(repository, "commits", commit.name()))
                .with("sha", commit.name())
                .with("created", created)
                .with("html_url", links.commit(repository, commit.name()))
                .with("commit", inner)
                .with("author", user(commit.getAuthorIdent()))
                .with("committer", user(commit.getCommitterIdent()))
                .with("parents", parents(repository, commit))
                .with("files", files ? files(changes) : null)
                .with(
                        "stats",
                        new Shape()
                                .with("total", additions + deletions)
                                .with("additions", additions)
                                .with("deletions", deletions));
    }

    /** A commit by its id and address only. */
    public Map<String, @Nullable Object> reference(
            StoredRepository repository, String kind, String sha, String created) {
        return new Shape()
                .with("url", gitUrl(repository, kind, sha))
                .with("sha", sha)
                .with("created", created)
                .fields();
    }

    /** What Gitea says of a commit that nobody signed. */
    public static Shape unverified() {
        return new Shape()
                .with("verified", false)
                .with("reason", "gpg.error.not_signed_commit")
                .with("signature", "")
                .with("signer", null)
                .with("payload", "");
    }

    public static Instant when(PersonIdent person) {
        return person.getWhenAsInstant();
    }

    private Shape base(StoredRepository repository, RevCommit commit) {
        return new Shape()
                .with("id", commit.name())
                .with("message", commit.getFullMessage())
                .with("url", links.commit(repository, commit.name()))
                .with("author", person(commit.getAuthorIdent()))
                .with("committer", person(commit.getCommitterIdent()));
    }

    private Shape person(PersonIdent person) {
        return new Shape()
                .with("name", person.getName())
                .with("email", person.getEmailAddress())
                .with("username", account(person).map(Account::name).orElse(""));
    }

    private static Shape dated(PersonIdent person) {
        return new Shape()
                .with("name", person.getName())
                .with("email", person.getEmailAddress())
                .at("date", when(person));
    }

    private @Nullable Object user(PersonIdent person) {
        Optional<Account> account = account(person);
        return account.isPresent() ? accounts.user(account.get()).fields() : null;
    }

    private Optional<Account> account(PersonIdent person) {
        return tables.accounts()
                .find(person.getName())
                .filter(account -> account.email().equals(person.getEmailAddress()));
    }

    private List<Map<String, @Nullable Object>> parents(StoredRepository repository, RevCommit commit) {
        return Arrays.stream(commit.getParents())
                .map(parent -> reference(repository, "commits", parent.name(), Shape.NEVER))
                .toList();
    }

    private String gitUrl(StoredRepository repository, String kind, String sha) {
        return links.api(repository) + "/git/" + kind + "/" + sha;
    }

    private static List<Map<String, @Nullable Object>> files(List<FileChange> changes) {
        List<Map<String, @Nullable Object>> files = new ArrayList<>();
        for (FileChange change : changes) {
            files.add(new Shape()
                    .with("filename", change.path())
                    .with("status", change.status())
                    .fields());
        }
        return files;
    }

    private static List<String> paths(List<FileChange> changes, String status) {
        return changes.stream()
                .filter(change -> change.status().equals(status))
                .map(FileChange::path)
                .toList();
    }
}
