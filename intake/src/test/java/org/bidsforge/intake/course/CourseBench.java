// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.io.DicomReader;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.forge.git.TreeEntry;
import org.bidsforge.intake.commit.Repositories;
import org.bidsforge.intake.commit.StudyForge;
import org.bidsforge.intake.receive.ScanObjects;
import org.bidsforge.intake.route.Router;
import org.bidsforge.intake.spool.Batch;
import org.bidsforge.intake.spool.Fingerprints;
import org.bidsforge.intake.spool.Identity;
import org.bidsforge.intake.spool.IncomingFile;
import org.bidsforge.intake.spool.SessionState;
import org.bidsforge.intake.spool.Spool;
import org.bidsforge.intake.spool.SpoolSession;
import org.bidsforge.store.StoredObject;
import org.bidsforge.store.memory.MemoryObjectStore;

/** A forge, a store and a spool, to send sessions on their course one step at a time. */
final class CourseBench implements AutoCloseable {
    static final StudyName STUDY = new StudyName("lab", "rest");
    private static final Secret KEY = new Secret("a key for tests that nobody else has");

    private final Path root;
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final StudyForge forge;
    private Spool spool;

    CourseBench(Path root) throws IOException {
        this.root = root;
        forge = new StudyForge(root.resolve("forge"));
        forge.create(STUDY, "pseudonym");
        spool = openSpool("spool");
    }

    private Spool openSpool(String name) throws IOException {
        return Spool.open(root.resolve(name), new Fingerprints(KEY.bytes()), InstantSource.system());
    }

    /** As after the loss of the spool's disk. */
    void loseSpool() throws IOException {
        spool.close();
        spool = openSpool("another-spool");
    }

    StudyForge forge() {
        return forge;
    }

    SourcedataCourse course() {
        return course("mirrors");
    }

    SourcedataCourse course(String mirrors) {
        Repositories repositories = new Repositories(forge, store, root.resolve(mirrors));
        return new SourcedataCourse(new Router(repositories, KEY), repositories);
    }

    /** The one session that there is, closed. */
    SpoolSession closed() throws IOException {
        SpoolSession session = spool.sessions().get(0);
        session.closeIfIdle(Duration.ZERO);
        return session;
    }

    void receive(DataSet... objects) throws IOException {
        for (DataSet object : objects) {
            Path source = ScanObjects.write(object, root.resolve("sent.dcm"));
            try (IncomingFile file = spool.receive()) {
                Files.copy(source, file.content());
                spool.store(
                        file,
                        new Identity(
                                object.getString(Tag.STUDY_INSTANCE_UID).orElseThrow(),
                                object.getString(Tag.SERIES_INSTANCE_UID).orElseThrow(),
                                object.getString(Tag.SOP_INSTANCE_UID).orElseThrow()));
            }
        }
    }

    SpoolSession open(SessionState state) {
        return spool.sessions().stream()
                .filter(session -> session.state() == state)
                .findFirst()
                .orElseThrow();
    }

    Ending run() throws IOException {
        for (SpoolSession session : spool.sessions()) {
            session.closeIfIdle(Duration.ZERO);
        }
        SpoolSession session = open(SessionState.CLOSED);
        return course().run(session, session.begin().orElseThrow());
    }

    SpoolSession runToCommit() throws IOException {
        for (SpoolSession session : spool.sessions()) {
            session.closeIfIdle(Duration.ZERO);
        }
        SpoolSession session = open(SessionState.CLOSED);
        Batch batch = session.begin().orElseThrow();
        Ending ending = course().run(session, batch);
        assertThat(ending).isInstanceOf(Ending.Committed.class);
        session.committed(((Ending.Committed) ending).commit(), batch.objects());
        return session;
    }

    GitRepository git() throws IOException {
        return forge.clone(STUDY.repository(RepositoryKind.SOURCEDATA));
    }

    List<TreeEntry> sessionFiles() throws IOException {
        return git().files("main", "").stream()
                .filter(file -> file.path().startsWith("sub-"))
                .toList();
    }

    String text(String path) throws IOException {
        return text("main", path);
    }

    String text(String revision, String path) throws IOException {
        return git().readText(revision, path).orElseThrow();
    }

    List<String> members(AnnexKey key) throws IOException {
        List<String> members = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(store.read("lab/rest/sourcedata/" + key, 0))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                DataSet object = DicomReader.ofHeaders()
                        .read(new ByteArrayInputStream(tar.readAllBytes()))
                        .dataSet();
                members.add(entry.getName() + " "
                        + object.getInt(Tag.INSTANCE_NUMBER).orElseThrow());
            }
        }
        return members;
    }

    List<StoredObject> storedObjects() throws IOException {
        List<StoredObject> objects = new ArrayList<>();
        store.list("", objects::add);
        return objects;
    }

    List<String> stored() throws IOException {
        return storedObjects().stream().map(StoredObject::name).toList();
    }

    List<String> spooled() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("spool/sessions"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("journal"))
                    .toList();
        }
    }

    /** Names and bytes of the store, the repository's files, messages, and what the spool keeps. */
    List<String> everythingThatLeft() throws IOException {
        List<String> all = new ArrayList<>(stored());
        for (StoredObject object : storedObjects()) {
            try (InputStream in = store.read(object.name(), 0)) {
                all.add(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        try (GitRepository git = git()) {
            for (String branch : List.of("main", "git-annex")) {
                git.log(branch, 100).forEach(commit -> all.add(commit.message()));
                for (TreeEntry file : git.files(branch, "")) {
                    all.add(file.path());
                    all.add(text(branch, file.path()));
                }
            }
        }
        try (Stream<Path> files = Files.walk(root.resolve("spool/sessions"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.add(Files.readString(file));
            }
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        spool.close();
        forge.close();
    }
}
