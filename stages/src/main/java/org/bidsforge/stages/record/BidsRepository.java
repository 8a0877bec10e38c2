// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.annex.AnnexPointer;
import org.bidsforge.core.datalad.RunRecord;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.forge.git.TreeEntry;
import org.bidsforge.stages.rules.RuleSet;

/** A study's bids repository as a job sees it: a mirror, of which the session's part is put into a folder. */
public final class BidsRepository {
    static final String DEVELOPMENT = "refs/heads/dev";
    private static final String BRANCHES = "refs/heads/";

    private final GitRepository git;

    public BidsRepository(GitRepository git) {
        this.git = git;
    }

    GitRepository git() {
        return git;
    }

    static String branch(SessionName session) {
        return BRANCHES + session.branch();
    }

    /** Where the session stands now: on its branch while that is not merged, else on dev. */
    public String head(SessionName session) throws IOException {
        String development = git.commit(DEVELOPMENT).id();
        Optional<String> tip = git.resolve(branch(session));
        return tip.isPresent() && !git.isAncestor(tip.get(), development) ? tip.get() : development;
    }

    /** The commit on which a conversion is to stand; a merge commit is written when the branch needs one. */
    public SessionBase base(SessionName session) throws IOException {
        String development = git.commit(DEVELOPMENT).id();
        Optional<String> tip = git.resolve(branch(session));
        if (tip.isEmpty() || git.isAncestor(tip.get(), development)) {
            return new SessionBase(development, tip, false);
        }
        boolean edited = isEdited(tip.get(), development);
        JoinedBranches joined = new JoinedBranches(git);
        boolean conflict = !git.isAncestor(development, tip.get()) && joined.conflict(tip.get(), development);
        String commit = conflict ? joined.join(session, tip.get(), development) : tip.get();
        return new SessionBase(commit, tip, edited);
    }

    /** Whether a commit that is neither a run record nor a merge came after the last run record of the branch. */
    private boolean isEdited(String tip, String development) throws IOException {
        for (var commit : git.log(tip, development, 1000)) {
            if (RunRecord.parse(commit.message()).isPresent()) {
                return false;
            }
            if (commit.parents().size() < 2) {
                return true;
            }
        }
        return false;
    }

    /** Whether the commit says that the session was converted from this tree of sourcedata. */
    boolean isConvertedFrom(String commit, SessionName session, String sourceTree) throws IOException {
        return git.readText(commit, SessionRecord.path(session))
                .flatMap(SessionRecord::sourceTree)
                .filter(sourceTree::equals)
                .isPresent();
    }

    /** Writes the files at the top, the study's rules and the files of the session; annexed ones as the links that they are. */
    public void materialise(String commit, SessionName session, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (TreeEntry entry : git.entries(commit, "")) {
            write(commit, entry, folder);
        }
        for (TreeEntry entry : git.files(commit, session.folder())) {
            write(commit, entry, folder);
        }
        Optional<String> rules = git.readText(commit, RuleSet.PATH);
        if (rules.isPresent()) {
            Path file = folder.resolve(RuleSet.PATH);
            Files.createDirectories(file.getParent());
            Files.writeString(file, rules.get());
        }
    }

    private void write(String commit, TreeEntry entry, Path folder) throws IOException {
        Path file = folder.resolve(entry.path()).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw new IOException("A path of the repository must lie inside it: " + entry.path());
        }
        switch (entry.kind()) {
            case FILE, EXECUTABLE -> {
                Files.createDirectories(file.getParent());
                Files.write(file, git.read(commit, entry.path()).orElseThrow());
            }
            case SYMLINK -> {
                Files.createDirectories(file.getParent());
                Files.createSymbolicLink(file, Path.of(target(commit, entry)));
            }
            case FOLDER, SUBMODULE -> {
                // Other sessions and datasets are not needed.
            }
        }
    }

    private String target(String commit, TreeEntry entry) throws IOException {
        return new String(git.read(commit, entry.path()).orElseThrow(), StandardCharsets.UTF_8);
    }

    /** Replaces the links below the folder by the content that they stand for. */
    public void fetchContent(String commit, SessionName session, Path folder, AnnexStore store) throws IOException {
        for (TreeEntry entry : git.files(commit, session.folder())) {
            if (entry.kind() == TreeEntry.Kind.SUBMODULE) {
                continue;
            }
            Path file = folder.resolve(entry.path());
            Optional<AnnexKey> key = Files.isSymbolicLink(file) || Files.size(file) < 32_768
                    ? AnnexPointer.read(target(commit, entry))
                    : Optional.empty();
            if (key.isPresent()) {
                Files.delete(file);
                store.get(key.get(), file);
            }
        }
    }
}
