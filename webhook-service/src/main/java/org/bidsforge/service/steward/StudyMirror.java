// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.steward;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.forge.ForgeException;
import org.bidsforge.forge.git.GitRemote;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.forge.git.TreeEntry;

/** Local bare copies of the studies' repositories; deleting them costs a fetch and nothing else. */
public final class StudyMirror {
    private static final String SOURCE_BRANCH = "main";
    private static final String STUDY_FILE = ".bidsforge/study.yml";
    private static final int MOST_CACHED = 20_000;

    private final Path folder;
    private final Remotes remotes;
    private final ConvertedTree convertedTree = new ConvertedTree();
    private final Map<String, StudyView.BranchView> branches = Collections.synchronizedMap(new Bounded<>());

    /** Where a repository is cloned from. */
    @FunctionalInterface
    public interface Remotes {
        GitRemote of(RepositoryName repository) throws IOException;
    }

    /** Copies go below the folder. */
    public StudyMirror(Path folder, Remotes remotes) {
        this.folder = folder;
        this.remotes = remotes;
    }

    /** The study as it is now, or nothing when it is not set up: no repositories, no dev, no study file. */
    Optional<StudyView> read(StudyName study) throws IOException {
        try (GitRepository source = open(study, RepositoryKind.SOURCEDATA);
                GitRepository bids = open(study, RepositoryKind.BIDS)) {
            if (!fetched(source) || !fetched(bids)) {
                return Optional.empty();
            }
            Optional<String> dev = bids.resolve(Dispatcher.BRANCH);
            if (dev.isEmpty() || bids.find(dev.get(), STUDY_FILE).isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new StudyView(
                    sources(source), dev.get(), convertedTree.all(bids, dev.get()), branches(bids, dev.get())));
        }
    }

    /** The commit that gave the session's folder its present content: the same however much came after it. */
    String sourceCommit(StudyName study, SessionName session) throws IOException {
        try (GitRepository source = open(study, RepositoryKind.SOURCEDATA)) {
            String commit = source.commit(SOURCE_BRANCH).id();
            Optional<String> tree = source.treeId(commit, session.folder());
            while (true) {
                List<String> parents = source.commit(commit).parents();
                Optional<String> same = Optional.empty();
                for (String parent : parents) {
                    if (same.isEmpty()
                            && source.treeId(parent, session.folder()).equals(tree)) {
                        same = Optional.of(parent);
                    }
                }
                if (same.isEmpty()) {
                    return commit;
                }
                commit = same.get();
            }
        }
    }

    private GitRepository open(StudyName study, RepositoryKind kind) throws IOException {
        RepositoryName name = study.repository(kind);
        return GitRepository.open(folder.resolve(name.owner()).resolve(name.name() + ".git"), remotes.of(name));
    }

    /** False when there is no such repository. */
    private static boolean fetched(GitRepository repository) throws IOException {
        try {
            repository.fetch();
            return true;
        } catch (ForgeException e) {
            if (e.status().orElse(0) == 404) {
                return false;
            }
            throw e;
        }
    }

    private static Map<SessionName, String> sources(GitRepository source) throws IOException {
        Map<SessionName, String> trees = new LinkedHashMap<>();
        if (source.resolve(SOURCE_BRANCH).isEmpty()) {
            return trees;
        }
        for (TreeEntry subject : folders(source, "", "sub-")) {
            List<TreeEntry> sessions = folders(source, subject.path(), subject.path() + "/ses-");
            for (TreeEntry one : sessions.isEmpty() ? List.of(subject) : sessions) {
                session(one.path()).ifPresent(name -> trees.put(name, one.id()));
            }
        }
        return trees;
    }

    private static List<TreeEntry> folders(GitRepository source, String folder, String prefix) throws IOException {
        return source.entries(SOURCE_BRANCH, folder).stream()
                .filter(entry -> entry.kind() == TreeEntry.Kind.FOLDER)
                .filter(entry -> entry.path().startsWith(prefix))
                .toList();
    }

    private static Optional<SessionName> session(String folder) {
        try {
            return Optional.of(SessionName.parse(folder));
        } catch (IllegalArgumentException notASession) {
            return Optional.empty();
        }
    }

    private Map<SessionName, StudyView.BranchView> branches(GitRepository bids, String dev) throws IOException {
        Map<SessionName, StudyView.BranchView> views = new HashMap<>();
        for (Map.Entry<String, String> ref : bids.refs().entrySet()) {
            Optional<SessionName> session = ref.getKey().startsWith("refs/heads/")
                    ? SessionName.ofBranch(ref.getKey().substring("refs/heads/".length()))
                    : Optional.empty();
            if (session.isPresent()) {
                views.put(session.get(), branch(bids, session.get(), ref.getValue(), dev));
            }
        }
        return views;
    }

    /** The same two commits always give the same view, so it is worked out once. */
    private StudyView.BranchView branch(GitRepository bids, SessionName session, String head, String dev)
            throws IOException {
        String key = session + " " + head + " " + dev;
        StudyView.BranchView known = branches.get(key);
        if (known != null) {
            return known;
        }
        boolean merged = bids.isAncestor(head, dev);
        StudyView.BranchView view = new StudyView.BranchView(
                head, convertedTree.of(bids, head, session).orElse(""), merged, merged || clean(bids, head, dev));
        branches.put(key, view);
        return view;
    }

    /**
     * Whether both sides left the other's files alone. Two sides that changed one file may still
     * merge as text, but participants.tsv and the link to sourcedata do not, and these are what
     * sessions have in common.
     */
    private static boolean clean(GitRepository bids, String head, String dev) throws IOException {
        Optional<String> base = bids.mergeBase(head, dev);
        if (base.isEmpty()) {
            return false;
        }
        if (base.get().equals(dev)) {
            return true;
        }
        Set<String> both = new HashSet<>(bids.changes(base.get(), head));
        both.retainAll(bids.changes(base.get(), dev));
        both.retainAll(bids.changes(head, dev));
        return both.isEmpty();
    }

    /** Keeps what was used last. */
    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;

        Bounded() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST_CACHED;
        }
    }
}
