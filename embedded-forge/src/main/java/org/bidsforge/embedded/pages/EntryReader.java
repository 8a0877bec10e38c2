// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.annex.AnnexPointer;
import org.bidsforge.core.datalad.Gitmodules;
import org.bidsforge.embedded.git.BareRepository;
import org.bidsforge.embedded.git.TreeEntry;
import org.bidsforge.embedded.git.Trees;
import org.eclipse.jgit.lib.FileMode;

/** Tells what the entries of a tree are, annexed files and subdatasets included. */
final class EntryReader {
    private static final int MAX_POINTER = 4096;
    private static final int MAX_MODULES = 1 << 16;

    private final Trees trees;
    private final Place place;
    private final Predicate<String> readable;
    private final Gitmodules modules;

    /**
     * Makes a reader for the entries of a commit.
     *
     * @param readable whether there is a repository of a full name that the visitor may see
     */
    EntryReader(BareRepository git, Place place, Predicate<String> readable) {
        this.trees = new Trees(git);
        this.place = place;
        this.readable = readable;
        this.modules = modules();
    }

    FolderEntry entry(TreeEntry entry) {
        String link = place.source(entry.path());
        return switch (entry.type()) {
            case "tree" -> new FolderEntry(entry.name(), "folder", "folder", "", link);
            case "commit" ->
                new FolderEntry(
                        entry.name(),
                        "dataset",
                        "subdataset",
                        entry.sha(),
                        dataset(entry).orElse(link));
            default -> file(entry, link);
        };
    }

    private FolderEntry file(TreeEntry entry, String link) {
        boolean symlink = entry.mode() == FileMode.SYMLINK;
        String text = symlink || entry.size() <= MAX_POINTER ? start(entry) : "";
        Optional<AnnexKey> key = AnnexPointer.read(text);
        if (key.isPresent()) {
            String size =
                    key.get().size().isPresent() ? Size.text(key.get().size().getAsLong()) : "size unknown";
            return new FolderEntry(
                    entry.name(), "annex", size + FolderEntry.ANNEXED, key.get().toString(), link);
        }
        return symlink
                ? new FolderEntry(entry.name(), "link", "link", text, link)
                : new FolderEntry(entry.name(), "file", Size.text(entry.size()), "", link);
    }

    private String start(TreeEntry entry) {
        return trees.blob(entry.id(), MAX_POINTER)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }

    private Gitmodules modules() {
        try {
            return trees.entry(place.commit().getTree(), Gitmodules.PATH)
                    .flatMap(entry -> trees.blob(entry.id(), MAX_MODULES))
                    .map(bytes -> Gitmodules.parse(new String(bytes, StandardCharsets.UTF_8)))
                    .orElse(Gitmodules.of());
        } catch (IllegalArgumentException e) {
            // Somebody wrote it by hand; the page is shown all the same.
            return Gitmodules.of();
        }
    }

    /** The page of a subdataset whose repository is a neighbour of this one. */
    private Optional<String> dataset(TreeEntry entry) {
        String owner = place.repository().owner().name();
        return modules.at(entry.path())
                .map(Gitmodules.Submodule::url)
                .map(url -> url.replaceFirst("^\\.\\./\\.\\./", "").replaceFirst("^\\.\\./", owner + "/"))
                .map(name -> name.replaceFirst("\\.git$", ""))
                .filter(name -> name.matches("[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+"))
                .filter(readable)
                .map(name -> "/" + name + "/src/commit/" + entry.sha());
    }
}
