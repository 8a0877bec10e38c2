// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.job;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.annex.AnnexPointer;
import org.bidsforge.core.annex.Backend;
import org.bidsforge.core.annex.KeyDigest;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.datalad.DataladDataset;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.core.pipeline.WorkItem;
import org.bidsforge.forge.git.GitIdentity;
import org.bidsforge.forge.git.GitRemote;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.forge.git.RefUpdate;
import org.bidsforge.forge.git.SharedAnnexBranch;
import org.bidsforge.forge.git.TreeEdit;
import org.bidsforge.stages.TestTools;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.StoredObject;

/** A study whose repositories and store are folders; git reaches them as it reaches a forge. */
final class LocalStudy {
    static final StudyName NAME = StudyName.parse("lab/memory");

    private final Path root;
    private final StoreLocation store;

    private LocalStudy(Path root) {
        this.root = root;
        this.store = StoreLocation.parse(root.resolve("store").toUri().toString());
    }

    static LocalStudy create(Path root) throws IOException {
        LocalStudy study = new LocalStudy(root);
        study.store.create(StoreCredentials.anonymous());
        study.begin(RepositoryKind.SOURCEDATA, List.of("refs/heads/main"));
        study.begin(RepositoryKind.BIDS, List.of("refs/heads/main", "refs/heads/dev"));
        return study;
    }

    private URI url(RepositoryKind kind) {
        return root.resolve(NAME.repository(kind).fullName() + ".git").toUri();
    }

    GitRepository mirror(RepositoryKind kind) throws IOException {
        Path folder = root.resolve("mirrors").resolve(kind.label());
        GitRepository git = GitRepository.open(folder, GitRemote.open(url(kind)));
        git.fetch();
        return git;
    }

    private void begin(RepositoryKind kind, List<String> branches) throws IOException {
        GitRepository.open(Path.of(url(kind)), GitRemote.open(url(kind))).close();
        try (GitRepository git = mirror(kind)) {
            TreeEdit edit = new TreeEdit().texts(DataladDataset.create().initialFiles());
            if (kind == RepositoryKind.BIDS) {
                edit.text("dataset_description.json", "{\"Name\": \"memory\", \"BIDSVersion\": \"1.11.1\"}\n");
                edit.text("README.md", "# Memory\n");
            }
            String commit = git.commit(git.write(edit), List.of(), "[DATALAD] new dataset\n", GitIdentity.BIDSFORGE);
            Map<String, RefUpdate> push = new HashMap<>();
            branches.forEach(branch -> push.put(branch, RefUpdate.create(commit)));
            TreeMap<String, String> settings = new TreeMap<>(Map.of("name", "store", "type", "external"));
            new SharedAnnexBranch(git, GitIdentity.BIDSFORGE)
                    .prepare(branch -> branch.remote(UUID.randomUUID().toString(), settings))
                    .ifPresent(update -> push.put(SharedAnnexBranch.REF, update));
            if (!git.push(push).succeeded()) {
                throw new IOException("the repository must take its first push");
            }
        }
    }

    /** Commits each folder below this one as an archive of the session; returns the commit. */
    String addSession(SessionName session, Path dicom) throws IOException {
        try (GitRepository git = mirror(RepositoryKind.SOURCEDATA)) {
            TreeEdit edit = new TreeEdit();
            for (Path series : subfolders(dicom)) {
                Path archive = root.resolve(series.getFileName() + ".tar");
                tar(series, archive);
                KeyDigest digest = KeyDigest.ofPassingBytes();
                Files.copy(archive, digest);
                AnnexKey key = digest.key(Backend.MD5E, archive.getFileName().toString());
                store.open(StoreCredentials.anonymous())
                        .put(NAME + "/sourcedata/" + key.fileName(), ObjectContent.ofFile(archive));
                String path = session.folder() + "/" + archive.getFileName();
                edit.symlink(path, AnnexPointer.symlinkTarget(key, path));
            }
            edit.text(session.folder() + "/" + session + "_series.tsv", "number\n");
            return push(git, "main", edit, "Add " + session + "\n");
        }
    }

    boolean isStored(String kind, AnnexKey key) throws IOException {
        return store.open(StoreCredentials.anonymous())
                .find(NAME + "/" + kind + "/" + key.fileName())
                .isPresent();
    }

    /** Replaces what is stored by something else of the same length. */
    void damage(String kind) throws IOException {
        ObjectStore objects = store.open(StoreCredentials.anonymous());
        List<StoredObject> stored = new ArrayList<>();
        objects.list(NAME + "/" + kind + "/", stored::add);
        for (StoredObject object : stored) {
            objects.put(object.name(), ObjectContent.ofBytes(new byte[(int) object.size()]));
        }
    }

    /** Commits to a branch as a person would. */
    String edit(String branch, TreeEdit edit, String message) throws IOException {
        try (GitRepository git = mirror(RepositoryKind.BIDS)) {
            return push(git, branch, edit, message);
        }
    }

    private static String push(GitRepository git, String branch, TreeEdit edit, String message) throws IOException {
        String tip = git.commit(branch).id();
        String commit = git.commit(git.write(tip, edit), List.of(tip), message, new GitIdentity("Ada", "ada@lab"));
        if (!git.push(Map.of("refs/heads/" + branch, RefUpdate.move(tip, commit)))
                .succeeded()) {
            throw new IOException("the branch must take the push: " + branch);
        }
        return commit;
    }

    /** Merges a session's branch into dev, which has not moved. */
    void merge(String branch) throws IOException {
        try (GitRepository git = mirror(RepositoryKind.BIDS)) {
            String dev = git.commit("dev").id();
            String tip = git.commit(branch).id();
            String tree = git.treeId(tip, "").orElseThrow();
            String merge = git.commit(tree, List.of(dev, tip), "Merge\n", GitIdentity.BIDSFORGE);
            git.push(Map.of("refs/heads/dev", RefUpdate.move(dev, merge)));
        }
    }

    Claim claim(SessionName session, String sourceCommit) {
        return new Claim(
                new WorkItem(NAME, session, sourceCommit),
                URI.create(root.toUri().toString().replaceFirst("/+$", "")),
                "bidsforge",
                new Secret("unused"),
                store,
                StoreCredentials.anonymous(),
                new Secret("unused"));
    }

    Optional<String> branch(SessionName session) throws IOException {
        try (GitRepository git = mirror(RepositoryKind.BIDS)) {
            return git.resolve(session.branch());
        }
    }

    private static List<Path> subfolders(Path folder) throws IOException {
        try (var list = Files.list(folder)) {
            return list.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static void tar(Path series, Path archive) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (Path file : TestTools.files(series)) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getFileName().toString());
                entry.setSize(Files.size(file));
                tar.putArchiveEntry(entry);
                Files.copy(file, tar);
                tar.closeArchiveEntry();
            }
        }
    }
}
