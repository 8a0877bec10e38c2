// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bidsforge.embedded.git.BareRepositories;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.git.History;
import org.bidsforge.embedded.git.TreeEntry;
import org.bidsforge.embedded.git.Trees;
import org.bidsforge.embedded.store.StoredRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** Folders and files at a branch, tag or commit. */
final class FilePages {
    private static final String GIT = ".git";
    private static final int MAX_FILE = 1 << 20;
    private static final int MAX_README = 50_000;
    private static final int MAX_BRANCHES = 300;
    private static final int ENTRIES = 200;

    private final Pages.Parts parts;
    private final BareRepositories repositories;
    private final Places places;
    private final Markdown markdown;

    FilePages(Pages.Parts parts, Markdown markdown) {
        this.parts = parts;
        this.repositories = parts.repositories();
        this.places = new Places(repositories);
        this.markdown = markdown;
    }

    void addTo(Pages.PageRoutes routes) {
        routes.get("/{owner}/{repo}", this::main)
                .get("/{owner}/{repo}/src", this::choose)
                .get("/{owner}/{repo}/src/{kind}/<rest>", this::source)
                .get("/{owner}/{repo}/raw/{kind}/<rest>", this::raw);
    }

    private void main(Visit visit) {
        if (visit.parameter("repo").endsWith(GIT)) {
            // What git clones from is what people paste.
            visit.go(visit.here().replaceFirst("\\.git.*$", ""));
            return;
        }
        StoredRepository repository = visit.repository();
        Optional<Place> place = places.main(repository);
        if (place.isPresent()) {
            folder(visit, place.get(), visit.main(repository));
            return;
        }
        visit.show("empty.jte", visit.main(repository), new EmptyView(clone(repository), repository.defaultBranch()));
    }

    /** Where the form leads that asks for a branch. */
    private void choose(Visit visit) {
        StoredRepository repository = visit.repository();
        visit.go(places.of(repository, "branch", visit.query("branch")).source(""));
    }

    private void source(Visit visit) {
        Place place = place(visit);
        StoredRepository repository = place.repository();
        if (place.path().isEmpty()) {
            Frame frame = visit.frame("Files on " + place.shown(), repository, Frame.Tab.FILES);
            folder(visit, place, frame);
            return;
        }
        Frame frame = visit.frame(place.path(), repository, Frame.Tab.FILES);
        TreeEntry entry = entry(place);
        if (entry.type().equals("tree")) {
            folder(visit, place, frame);
        } else {
            Optional<CommitRow> last = new History(repositories.of(repository))
                    .lastChange(place.commit().name(), place.path())
                    .flatMap(commit -> repositories.of(repository).commit(commit.name()))
                    .map(commit -> CommitRow.of(repository, commit, visit.times()));
            Optional<byte[]> bytes = entry.type().equals("blob")
                    ? new Trees(repositories.of(repository)).blob(entry.id(), MAX_FILE)
                    : Optional.empty();
            FolderEntry listed = reader(visit, place).entry(entry);
            visit.show("file.jte", frame, FileView.of(place, listed, entry, bytes, last, markdown));
        }
    }

    private void raw(Visit visit) {
        Place place = place(visit);
        TreeEntry entry = entry(place);
        if (!entry.type().equals("blob")) {
            throw PageProblem.notFound();
        }
        byte[] bytes = new Trees(repositories.of(place.repository()))
                .blob(entry.id(), MAX_FILE)
                .orElseThrow(() -> new PageProblem(413, "This file is too large to be shown; a clone has it."));
        Screen.secureForeign(visit.context());
        visit.context()
                .contentType(FileView.isText(bytes) ? "text/plain; charset=utf-8" : "application/octet-stream")
                .result(bytes);
    }

    private void folder(Visit visit, Place place, Frame frame) {
        BareRepository git = repositories.of(place.repository());
        List<TreeEntry> all = new Trees(git).list(place.commit().getTree(), place.path(), false);
        int page = visit.page();
        EntryReader reader = reader(visit, place);
        List<FolderEntry> entries = all.stream()
                .sorted((one, other) ->
                        Boolean.compare(other.type().equals("tree"), one.type().equals("tree")))
                .skip((page - 1L) * ENTRIES)
                .limit(ENTRIES)
                .map(reader::entry)
                .toList();
        Optional<TreeEntry> readme = all.stream()
                .filter(entry -> Set.of("readme.md", "readme", "readme.txt")
                        .contains(entry.name().toLowerCase(Locale.ROOT)))
                .filter(entry -> entry.type().equals("blob"))
                .findFirst();
        visit.show(
                "folder.jte",
                frame,
                new FolderView(
                        place,
                        branches(place),
                        CommitRow.of(place.repository(), place.commit(), visit.times()),
                        entries,
                        readme.map(TreeEntry::name).orElse(""),
                        readme.map(entry -> readme(git, entry, place)).orElse(""),
                        clone(place.repository()),
                        Paging.of(page, all.size(), ENTRIES, place.source(place.path()))));
    }

    private String readme(BareRepository git, TreeEntry entry, Place place) {
        return new Trees(git)
                .blob(entry.id(), MAX_README)
                .filter(FileView::isText)
                .map(bytes -> markdown.html(new String(bytes, StandardCharsets.UTF_8), place.folder(), 3))
                .filter(html -> Shown.bytes(html) <= MAX_README)
                .orElse("");
    }

    private EntryReader reader(Visit visit, Place place) {
        return new EntryReader(repositories.of(place.repository()), place, path -> readable(visit, path));
    }

    /** Whether there is a repository of this full name that the visitor may see. */
    private boolean readable(Visit visit, String fullName) {
        int slash = fullName.indexOf('/');
        return parts.tables()
                .repositories()
                .find(fullName.substring(0, slash), fullName.substring(slash + 1))
                .filter(visit.visitor()::mayRead)
                .isPresent();
    }

    private Place place(Visit visit) {
        return places.of(visit.repository(), visit.parameter("kind"), visit.parameter("rest"));
    }

    private TreeEntry entry(Place place) {
        ObjectId tree = place.commit().getTree();
        return new Trees(repositories.of(place.repository()))
                .entry(tree, place.path())
                .orElseThrow(PageProblem::notFound);
    }

    /** Names of branches; the default one first, those that are a program's own last. */
    private List<String> branches(Place place) {
        List<String> names = new ArrayList<>();
        repositories.of(place.repository()).refs().keySet().stream()
                .filter(ref -> ref.startsWith(Constants.R_HEADS))
                .map(ref -> ref.substring(Constants.R_HEADS.length()))
                .forEach(names::add);
        String main = place.repository().defaultBranch();
        names.sort((one, other) -> Boolean.compare(other.equals(main), one.equals(main)));
        return names.subList(0, Math.min(MAX_BRANCHES, names.size()));
    }

    private String clone(StoredRepository repository) {
        return parts.links().html(repository) + GIT;
    }
}
