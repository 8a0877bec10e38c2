// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.embedded.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.embedded.api.ApiProblem;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.git.Differences;
import org.bidsforge.embedded.git.FileChange;
import org.bidsforge.embedded.git.History;
import org.bidsforge.embedded.git.TreeEntry;
import org.bidsforge.embedded.git.Trees;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.CommitJson;
import org.bidsforge.embedded.wire.Links;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.revwalk.RevCommit;

/** Repositories: which there are, their branches, files and commits. */
final class RepositoryPages {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final int MAX_SHOWN = 100_000;
    private static final int MAX_RAW = 100 << 20;
    private static final int MAX_ENTRIES = 500;
    private static final int COMMITS = 50;
    private static final int LINES = 600;
    private static final int FILES = 200;

    private final Tables tables;
    private final BareRepositories repositories;
    private final Links links;
    private final Markdown markdown;
    private final Screen screen;

    RepositoryPages(Tables tables, BareRepositories repositories, Links links, Markdown markdown, Screen screen) {
        this.tables = tables;
        this.repositories = repositories;
        this.links = links;
        this.markdown = markdown;
        this.screen = screen;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/", context -> list(context, ""));
        routes.get("/{owner}", context -> list(context, context.pathParam("owner")));
        routes.get("/{owner}/{repo}", context -> folder(context, find(context), "", ""));
        routes.get("/{owner}/{repo}/src/branch/<path>", this::source);
        routes.get("/{owner}/{repo}/raw/branch/<path>", this::raw);
        routes.get("/{owner}/{repo}/commits/branch/<branch>", this::commits);
        routes.get("/{owner}/{repo}/commit/{sha}", this::commit);
    }

    /** The repository of the path if the visitor may see it; else they are asked to sign in. */
    StoredRepository find(Context context) {
        Visitor visitor = Visitor.of(context);
        Optional<StoredRepository> found =
                tables.repositories().find(context.pathParam("owner"), context.pathParam("repo"));
        Optional<StoredRepository> readable = found.filter(visitor::mayRead);
        if (readable.isEmpty() && visitor.account().isEmpty()) {
            throw new SignInNeeded();
        }
        return readable.orElseThrow(ApiProblem::notFound);
    }

    static String when(Instant moment) {
        return WHEN.format(moment);
    }

    Views.CommitLine line(StoredRepository repository, RevCommit commit) {
        return new Views.CommitLine(
                commit.name(),
                "/" + repository.fullName() + "/commit/" + commit.name(),
                commit.getShortMessage(),
                commit.getAuthorIdent().getName(),
                when(CommitJson.when(commit.getCommitterIdent())));
    }

    /** What differs, with as many lines as fit a page. */
    Views.Differences differences(StoredRepository repository, Optional<String> from, String to) {
        List<FileChange> changes = new Differences(repositories.of(repository)).lines(from, to, LINES);
        List<Views.Difference> shown =
                changes.stream().limit(FILES).map(Views.Difference::new).toList();
        return new Views.Differences(shown, changes.size() - shown.size());
    }

    private void list(Context context, String owner) {
        Visitor visitor = Visitor.of(context);
        List<Views.Item> items = tables.repositories().all().stream()
                .filter(visitor::mayRead)
                .filter(repository -> owner.isEmpty() || repository.owner().name().equalsIgnoreCase(owner))
                .map(repository -> new Views.Item(
                        repository.fullName(),
                        "/" + repository.fullName(),
                        repository.description()))
                .toList();
        if (items.isEmpty() && visitor.account().isEmpty()) {
            throw new SignInNeeded();
        }
        if (!owner.isEmpty() && items.isEmpty() && tables.accounts().find(owner).isEmpty()) {
            throw ApiProblem.notFound();
        }
        String title = owner.isEmpty() ? "Repositories" : "Repositories of " + owner;
        screen.show(context, "repositories.jte", screen.frame(context, title), Map.of("items", items));
    }

    private void source(Context context) {
        StoredRepository repository = find(context);
        Place place = place(repository, context.pathParam("path"));
        Optional<TreeEntry> entry = entry(repository, place);
        if (place.path().isEmpty() || entry.filter(found -> found.mode() == FileMode.TREE).isPresent()) {
            folder(context, repository, place.branch(), place.path());
            return;
        }
        file(context, repository, place, entry.orElseThrow(ApiProblem::notFound));
    }

    private void folder(Context context, StoredRepository repository, String wanted, String path) {
        String branch = wanted.isEmpty() ? repository.defaultBranch() : wanted;
        BareRepository git = repositories.of(repository);
        Optional<RevCommit> commit = git.branch(branch).flatMap(git::commit);
        Map<String, Object> model = new HashMap<>();
        model.put("repository", repository);
        model.put("branch", branch);
        model.put("path", path);
        model.put("cloneUrl", links.html(repository) + ".git");
        model.put("branches", branches(repository));
        model.put("pulls", tables.pulls().openCount(repository));
        List<TreeEntry> entries = commit.map(found -> new Trees(git).list(found.getTree(), path, false))
                .orElse(List.of());
        model.put("entries", entries.stream().limit(MAX_ENTRIES).map(entry -> item(repository, branch, entry)).toList());
        model.put("more", Math.max(0, entries.size() - MAX_ENTRIES));
        List<Views.CommitLine> last = new ArrayList<>();
        commit.ifPresent(found -> last.add(line(repository, found)));
        model.put("last", last);
        model.put("readme", commit.map(found -> readme(git, found, path)).orElse(""));
        String title = path.isEmpty() ? repository.fullName() : path + " on " + branch;
        screen.show(context, "repository.jte", screen.frame(context, repository, title), model);
    }

    private String readme(BareRepository git, RevCommit commit, String path) {
        Trees trees = new Trees(git);
        for (String name : List.of("README.md", "README")) {
            Optional<byte[]> bytes = trees.entry(commit.getTree(), path.isEmpty() ? name : path + "/" + name)
                    .filter(entry -> entry.mode() == FileMode.REGULAR_FILE)
                    .flatMap(entry -> trees.blob(entry.id(), MAX_SHOWN));
            if (bytes.isPresent()) {
                return markdown.html(new String(bytes.get(), StandardCharsets.UTF_8));
            }
        }
        return "";
    }

    private void file(Context context, StoredRepository repository, Place place, TreeEntry entry) {
        Optional<byte[]> bytes = entry.type().equals("blob")
                ? new Trees(repositories.of(repository)).blob(entry.id(), MAX_SHOWN)
                : Optional.empty();
        String text = bytes.filter(RepositoryPages::isText)
                .map(found -> new String(found, StandardCharsets.UTF_8))
                .orElse("");
        screen.show(
                context,
                "file.jte",
                screen.frame(context, repository, place.path()),
                Map.of(
                        "kind", kind(entry),
                        "text", text,
                        "size", entry.size(),
                        "branch", place.branch(),
                        "raw", "/" + repository.fullName() + "/raw/branch/" + Links.path(place.branch() + "/" + place.path())));
    }

    private void raw(Context context) {
        StoredRepository repository = find(context);
        Place place = place(repository, context.pathParam("path"));
        TreeEntry entry = entry(repository, place)
                .filter(found -> found.type().equals("blob"))
                .orElseThrow(ApiProblem::notFound);
        byte[] bytes = new Trees(repositories.of(repository))
                .blob(entry.id(), MAX_RAW)
                .orElseThrow(() -> ApiProblem.of(413, "The file is too large to be shown"));
        Screen.secure(context);
        context.header("Content-Security-Policy", "default-src 'none'; sandbox");
        context.contentType(isText(bytes) ? "text/plain; charset=utf-8" : "application/octet-stream").result(bytes);
    }

    private void commits(Context context) {
        StoredRepository repository = find(context);
        String branch = context.pathParam("branch");
        BareRepository git = repositories.of(repository);
        String sha = git.branch(branch).orElseThrow(ApiProblem::notFound);
        List<Views.CommitLine> lines = new History(git)
                .of(sha, 0, COMMITS).stream().map(commit -> line(repository, commit)).toList();
        int more = Math.max(0, new History(git).count(sha) - COMMITS);
        screen.show(
                context,
                "commits.jte",
                screen.frame(context, repository, "Commits on " + branch),
                Map.of("commits", lines, "more", more));
    }

    private void commit(Context context) {
        StoredRepository repository = find(context);
        RevCommit commit = repositories
                .of(repository)
                .commit(context.pathParam("sha"))
                .orElseThrow(ApiProblem::notFound);
        screen.show(
                context,
                "commit.jte",
                screen.frame(context, repository, commit.getShortMessage()),
                Map.of(
                        "commit", line(repository, commit),
                        "message", commit.getFullMessage(),
                        "differences", differences(repository, Differences.parent(commit), commit.name())));
    }

    /** A branch and a path on it. */
    private record Place(String branch, String path) {}

    /** Both may have slashes; the longest name of a branch that fits is meant. */
    private Place place(StoredRepository repository, String text) {
        BareRepository git = repositories.of(repository);
        for (int end = text.length(); end > 0; end = text.lastIndexOf('/', end - 1)) {
            String branch = text.substring(0, end);
            if (git.branch(branch).isPresent()) {
                return new Place(branch, text.substring(Math.min(text.length(), end + 1)));
            }
        }
        throw ApiProblem.notFound();
    }

    private Optional<TreeEntry> entry(StoredRepository repository, Place place) {
        BareRepository git = repositories.of(repository);
        return git.branch(place.branch())
                .flatMap(git::commit)
                .filter(commit -> !place.path().isEmpty())
                .flatMap(commit -> new Trees(git).entry(commit.getTree(), place.path()));
    }

    private List<Views.Item> branches(StoredRepository repository) {
        List<Views.Item> items = new ArrayList<>();
        for (String ref : repositories.of(repository).refs().keySet()) {
            if (ref.startsWith("refs/heads/")) {
                String name = ref.substring("refs/heads/".length());
                String base = "/" + repository.fullName();
                items.add(new Views.Item(name, base + "/src/branch/" + Links.path(name), base + "/commits/branch/" + Links.path(name)));
            }
        }
        return items;
    }

    private static Views.Item item(StoredRepository repository, String branch, TreeEntry entry) {
        String path = "/" + repository.fullName() + "/src/branch/" + Links.path(branch + "/" + entry.path());
        String note = entry.type().equals("blob") && entry.mode() != FileMode.SYMLINK ? entry.size() + " bytes" : kind(entry);
        return new Views.Item(entry.name(), path, note);
    }

    private static String kind(TreeEntry entry) {
        if (entry.mode() == FileMode.SYMLINK) {
            return "link, perhaps to annexed content";
        }
        return switch (entry.type()) {
            case "tree" -> "folder";
            case "commit" -> "subdataset at " + entry.sha().substring(0, 10);
            default -> "file";
        };
    }

    private static boolean isText(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, 8000); i++) {
            if (bytes[i] == 0) {
                return false;
            }
        }
        return true;
    }
}
