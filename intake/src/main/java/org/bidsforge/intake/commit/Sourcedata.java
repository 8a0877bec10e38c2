// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.commit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.annex.AnnexPointer;
import org.bidsforge.core.annex.LocationLog;
import org.bidsforge.core.annex.RemoteLog;
import org.bidsforge.core.datalad.FileLabels;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.forge.git.GitIdentity;
import org.bidsforge.forge.git.GitRemote;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.forge.git.PushResult;
import org.bidsforge.forge.git.RefUpdate;
import org.bidsforge.forge.git.SharedAnnexBranch;
import org.bidsforge.forge.git.TreeEdit;
import org.bidsforge.forge.git.TreeEntry;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoredObject;

/**
 * A study's sourcedata repository and the store of its content. Every step may be repeated: what is there already is
 * left as it is, so a commit that was interrupted anywhere is finished by doing it again.
 */
public final class Sourcedata implements AutoCloseable {
    private static final String MAIN = "refs/heads/main";
    private static final int TRIES = 10;

    private final StudyName study;
    private final RepositoryName name;
    private final GitRepository repository;
    private final SharedAnnexBranch annex;
    private final ObjectStore store;

    private Sourcedata(StudyName study, GitRepository repository, ObjectStore store) {
        this.study = study;
        this.name = study.repository(RepositoryKind.SOURCEDATA);
        this.repository = repository;
        this.store = store;
        annex = new SharedAnnexBranch(repository, GitIdentity.BIDSFORGE);
    }

    /** Opens the mirror in this folder and brings it up to date. */
    public static Sourcedata open(StudyName study, Path folder, GitRemote remote, ObjectStore store)
            throws IOException {
        Sourcedata sourcedata = new Sourcedata(study, GitRepository.open(folder, remote), store);
        try {
            sourcedata.repository.fetch();
            return sourcedata;
        } catch (IOException e) {
            sourcedata.close();
            throw e;
        }
    }

    /** The labels of a subject's sessions that are in the repository. */
    public List<String> sessions(String subject) throws IOException {
        Optional<String> tip = repository.resolve(MAIN);
        if (tip.isEmpty()) {
            return List.of();
        }
        return repository.entries(tip.get(), "sub-" + subject).stream()
                .filter(entry -> entry.kind() == TreeEntry.Kind.FOLDER)
                .map(entry -> entry.path().substring(entry.path().lastIndexOf('/') + 1))
                .filter(folder -> folder.startsWith("ses-"))
                .map(folder -> folder.substring("ses-".length()))
                .toList();
    }

    /** The tree of a session's folder, to see whether it changes. */
    public Optional<String> tree(SessionName session) throws IOException {
        Optional<String> tip = repository.resolve(MAIN);
        if (tip.isEmpty()) {
            return Optional.empty();
        }
        return repository.treeId(tip.get(), session.folder());
    }

    /** A file of text, if the repository has it. */
    public Optional<String> text(String path) throws IOException {
        Optional<String> tip = repository.resolve(MAIN);
        if (tip.isEmpty()) {
            return Optional.empty();
        }
        return repository.readText(tip.get(), path);
    }

    /** The key of an annexed file. */
    public Optional<AnnexKey> key(String path) throws IOException {
        return text(path).flatMap(AnnexPointer::read);
    }

    /** The content of a key that was committed before. */
    public InputStream read(AnnexKey key) throws IOException {
        return store.read(remote().objectName(key), 0);
    }

    /** The name that the content of a key has in the store. */
    public String objectName(AnnexKey key) throws IOException {
        return remote().objectName(key);
    }

    private StoreRemote remote() throws IOException {
        Optional<String> log = annex.read(RemoteLog.PATH);
        return log.flatMap(text -> RemoteLog.parse(text).uuidOf(StoreRemote.NAME))
                .map(uuid -> StoreRemote.of(study, uuid))
                .orElseThrow(() ->
                        new IOException(name + " must have a special remote named store in its branch git-annex"));
    }

    /** Brings everything to where it belongs and returns the commit that holds it, verified. */
    public String commit(SessionCommit wanted) throws IOException {
        StoreRemote remote = remote();
        for (Archive archive : wanted.archives()) {
            upload(remote, archive);
        }
        annex.update(branch -> {
            for (Archive archive : wanted.archives()) {
                branch.present(archive.key(), remote.uuid());
                branch.metadata(
                        archive.key(), FileLabels.of(archive.path(), true).fields());
            }
        });
        String commit = push(wanted);
        verify(wanted, remote, commit);
        return commit;
    }

    private void upload(StoreRemote remote, Archive archive) throws IOException {
        if (isStored(remote, archive.key())) {
            return;
        }
        String md5 = archive.key().md5().orElseThrow();
        store.put(
                remote.objectName(archive.key()),
                ObjectContent.ofFile(archive.file()).withMd5(md5));
        if (!isStored(remote, archive.key())) {
            throw new IOException("the store must hold what was put there: " + archive.key());
        }
    }

    private boolean isStored(StoreRemote remote, AnnexKey key) throws IOException {
        Optional<StoredObject> found = store.find(remote.objectName(key));
        boolean size =
                found.filter(object -> object.size() == key.size().orElse(-1)).isPresent();
        Optional<String> md5 = found.flatMap(StoredObject::md5);
        return size && (md5.isEmpty() || md5.equals(key.md5()));
    }

    private String push(SessionCommit wanted) throws IOException {
        PushResult last = new PushResult.Pushed();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            repository.fetch();
            Optional<String> tip = repository.resolve(MAIN);
            if (tip.isEmpty()) {
                throw new IOException(name + " must have a branch main");
            }
            String tree = repository.write(tip.get(), edit(wanted));
            if (repository.treeId(tip.get(), "").equals(Optional.of(tree))) {
                return tip.get();
            }
            if (!repository.treeId(tip.get(), wanted.session().folder()).equals(wanted.base())) {
                throw new IOException(name + " got other files of this session meanwhile");
            }
            String commit = repository.commit(tree, List.of(tip.get()), wanted.message() + "\n", GitIdentity.BIDSFORGE);
            last = repository.push(Map.of(MAIN, RefUpdate.move(tip.get(), commit)));
            if (last.succeeded()) {
                return commit;
            }
        }
        throw new IOException(name + " takes no push to main: " + last);
    }

    private static TreeEdit edit(SessionCommit wanted) {
        TreeEdit edit = new TreeEdit().texts(wanted.texts());
        for (Archive archive : wanted.archives()) {
            edit.symlink(archive.path(), AnnexPointer.symlinkTarget(archive.key(), archive.path()));
        }
        return edit;
    }

    /** Asks forge and store once more, because after this the only other copy is deleted. */
    private void verify(SessionCommit wanted, StoreRemote remote, String commit) throws IOException {
        repository.fetch();
        Optional<String> tip = repository.resolve(MAIN);
        if (tip.isEmpty() || !repository.isAncestor(commit, tip.get())) {
            throw new IOException(name + " must have the commit on main after the push: " + commit);
        }
        for (Archive archive : wanted.archives()) {
            boolean linked = repository
                    .readText(commit, archive.path())
                    .flatMap(AnnexPointer::read)
                    .equals(Optional.of(archive.key()));
            boolean logged = annex.read(LocationLog.path(archive.key()))
                    .map(LocationLog::parse)
                    .filter(log -> log.isPresent(remote.uuid()))
                    .isPresent();
            if (!linked || !logged || !isStored(remote, archive.key())) {
                throw new IOException(name + " must name a key that the store holds: " + archive.key());
            }
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
