// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.intake.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.annex.AnnexPointer;
import org.bidsforge.core.annex.LocationLog;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;
import org.bidsforge.dicom.io.DicomReader;
import org.bidsforge.forge.git.GitRemote;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.forge.git.TreeEntry;
import org.bidsforge.intake.commit.LocalForge;
import org.bidsforge.intake.commit.Repositories;
import org.bidsforge.intake.receive.ScanObjects;
import org.bidsforge.intake.route.Router;
import org.bidsforge.intake.spool.Batch;
import org.bidsforge.intake.spool.Fingerprints;
import org.bidsforge.intake.spool.Identity;
import org.bidsforge.intake.spool.IncomingFile;
import org.bidsforge.intake.spool.Keep;
import org.bidsforge.intake.spool.SessionState;
import org.bidsforge.intake.spool.Spool;
import org.bidsforge.intake.spool.SpoolSession;
import org.bidsforge.store.StoredObject;
import org.bidsforge.store.memory.MemoryObjectStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcedataCourseTest {
    private static final StudyName STUDY = new StudyName("lab", "rest");
    private static final Secret KEY = new Secret("a key for tests that nobody else has");

    @TempDir
    Path root;

    private final MemoryObjectStore store = new MemoryObjectStore();
    private LocalForge forge;
    private Spool spool;
    private SourcedataCourse course;

    @BeforeEach
    void open() throws IOException {
        forge = new LocalForge(root.resolve("forge"));
        forge.create(STUDY, "pseudonym");
        spool = Spool.open(root.resolve("spool"), new Fingerprints(KEY.bytes()), InstantSource.system());
        course = course("mirrors");
    }

    private SourcedataCourse course(String mirrors) {
        Repositories repositories = new Repositories(forge, store, root.resolve(mirrors));
        return new SourcedataCourse(new Router(repositories, KEY), repositories);
    }

    @AfterEach
    void close() throws IOException {
        spool.close();
    }

    @Test
    void commitsOneArchivePerSeriesAndATable() throws IOException {
        receive(ScanObjects.slice(1, 2), ScanObjects.slice(1, 1), ScanObjects.slice(2, 1));

        SpoolSession session = runToCommit();

        List<TreeEntry> files = sessionFiles();
        assertThat(files).hasSize(3);
        assertThat(files.get(0).path()).matches("sub-[0-9a-z]{8}/ses-18[89][0-9]{5}/001-func-bold_task-rest_run-01.tar");
        assertThat(files.get(1).path()).endsWith("/002-func-bold_task-rest_run-02.tar");
        assertThat(files.get(2).path()).endsWith("_series.tsv");
        AnnexKey key = AnnexPointer.read(text(files.get(0).path())).orElseThrow();
        assertThat(text(files.get(0).path())).isEqualTo(AnnexPointer.symlinkTarget(key, files.get(0).path()));
        assertThat(members(key)).containsExactly("00001.dcm 1", "00002.dcm 2");
        assertThat(text("git-annex", LocationLog.path(key))).endsWith("s 1 " + LocalForge.STORE_UUID + "\n");
        assertThat(git().commit("main").title()).matches("Add sub-[0-9a-z]{8} ses-[0-9]{8}: 2 series, 3 objects");
        assertThat(session.state()).isEqualTo(SessionState.COMMITTED);
        assertThat(spooled()).isEmpty();
    }

    @Test
    void theTableSaysWhatIsInTheArchives() throws IOException {
        receive(ScanObjects.slice(1, 1));

        runToCommit();

        List<String> lines = text(sessionFiles().get(1).path()).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("series_number\tprotocol_name\t").endsWith("\tfile\tmd5\tnote");
        assertThat(lines.get(1))
                .startsWith("1\tfunc-bold_task-rest_run-01\tfunc-bold_task-rest_run-01\tMR\tORIGINAL/PRIMARY/M/ND\t")
                .contains("\t30\t2000\t8\t8\t")
                .contains("\t001-func-bold_task-rest_run-01.tar\t");
    }

    @Test
    void nothingThatIdentifiesAPersonGetsOut() throws IOException {
        DataSet object = ScanObjects.slice(1, 1);
        DataSet inner = new DataSet();
        inner.nestedIn(object);
        inner.setString(Tag.PATIENT_NAME, "Hürlimann^Gwendolyn");
        inner.setString(Tag.REFERRING_PHYSICIAN_NAME, "Zwiebelhofer^Karl");
        DataSet outer = new DataSet();
        outer.setSequence(Tag.REQUEST_ATTRIBUTES_SEQUENCE, List.of(inner));
        object.setSequence(Tag.REQUEST_ATTRIBUTES_SEQUENCE, List.of(outer));
        object.setString(Tag.SERIES_DESCRIPTION, "func-bold_task-rest_run-01__Huerlimann Gwendolyn");
        object.setString(Tag.IMAGE_COMMENTS, "call Gwendolyn at KH-0099887");
        object.setPrivate("ACME 1.1", 0x0029, 0x10, Vr.LT, "Hürlimann".getBytes(StandardCharsets.ISO_8859_1));
        receive(object);

        runToCommit();

        assertThat(everythingThatLeft())
                .hasSizeGreaterThan(5)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContainIgnoringCase(
                                "rlimann", "Gwendolyn", "0099887", "Zwiebelhofer", "7761234", "SN166043")
                        .doesNotContain("19671123", "23.11.1967", "20240229", ScanObjects.ROOT, "Marien"));
    }

    @Test
    void whatTheGateFindsStopsTheWholeSession() throws IOException {
        DataSet object = ScanObjects.slice(1, 1);
        object.setString(Tag.PATIENT_ID, "qx7713zz");
        object.setString(Tag.PROTOCOL_NAME, "func-bold_ses-qx7713zz_task-rest");
        receive(object);

        Ending ending = run();

        assertThat(ending).isInstanceOf(Ending.Held.class);
        assertThat(((Ending.Held) ending).reason()).doesNotContain("qx7713zz");
        assertThat(sessionFiles()).isEmpty();
        assertThat(stored()).isEmpty();
    }

    @Test
    void objectsWithTextInTheirPixelsStayBehindAndAreListed() throws IOException {
        DataSet capture = ScanObjects.slice(9, 1);
        capture.setString(Tag.SOP_CLASS_UID, Uids.SECONDARY_CAPTURE);
        capture.setString(Tag.SERIES_DESCRIPTION, "Report Hürlimann");
        capture.setString(Tag.PROTOCOL_NAME, "");
        receive(ScanObjects.slice(1, 1), capture);

        runToCommit();

        List<TreeEntry> files = sessionFiles();
        assertThat(files).hasSize(2);
        String row = text(files.get(1).path()).lines().toList().get(2);
        assertThat(row).startsWith("9\t").endsWith("\tn/a\tn/a\tmay carry burned-in text").contains("\t1\t1\t");
        assertThat(row).doesNotContainIgnoringCase("rlimann");
    }

    @Test
    void lateObjectsAreAddedToTheirSeriesOnly() throws IOException {
        receive(ScanObjects.slice(1, 2), ScanObjects.slice(2, 1));
        runToCommit();
        List<TreeEntry> before = sessionFiles();

        receive(ScanObjects.slice(1, 1));
        runToCommit();

        List<TreeEntry> after = sessionFiles();
        assertThat(after).hasSize(3);
        assertThat(after.get(1)).isEqualTo(before.get(1));
        AnnexKey key = AnnexPointer.read(text(after.get(0).path())).orElseThrow();
        assertThat(members(key)).containsExactly("00001.dcm 1", "00002.dcm 2");
        assertThat(git().commit("main").title()).startsWith("Add to sub-").endsWith(": 1 series, 1 objects");
    }

    @Test
    void theOrderOfArrivalDoesNotShow() throws IOException {
        receive(ScanObjects.slice(1, 2), ScanObjects.slice(2, 1));
        runToCommit();
        receive(ScanObjects.slice(1, 1));
        runToCommit();
        Optional<String> piecemeal = git().treeId("main", "");

        startAfresh();
        receive(ScanObjects.slice(2, 1), ScanObjects.slice(1, 1), ScanObjects.slice(1, 2));
        runToCommit();

        assertThat(git().treeId("main", "")).isEqualTo(piecemeal);
    }

    @Test
    void doingItAgainMakesNoSecondCommit() throws IOException {
        DataSet report = ScanObjects.slice(9, 1);
        report.setString(Tag.SOP_CLASS_UID, Uids.SECONDARY_CAPTURE);
        receive(ScanObjects.slice(1, 1), report);
        SpoolSession session = close(spool.sessions().get(0));
        Batch batch = session.begin().orElseThrow();
        Ending first = course.run(session, batch);
        String tip = git().resolve("main").orElseThrow();

        // Killed after the push and before the journal's line.
        Ending second = course("other-mirrors").run(session, batch);

        assertThat(second).isEqualTo(first);
        assertThat(git().resolve("main")).contains(tip);
    }

    @Test
    void aSpoolThatWasLostDoesNotDoubleAnything() throws IOException {
        receive(ScanObjects.slice(1, 1), ScanObjects.slice(1, 2));
        runToCommit();
        String tip = git().resolve("main").orElseThrow();

        spool.close();
        spool = Spool.open(root.resolve("spool2"), new Fingerprints(KEY.bytes()), InstantSource.system());
        receive(ScanObjects.slice(1, 2), ScanObjects.slice(1, 1));
        runToCommit();

        assertThat(git().resolve("main")).contains(tip);
    }

    @Test
    void otherContentOfACommittedObjectWaitsForAPerson() throws IOException {
        receive(ScanObjects.slice(1, 1));
        runToCommit();
        DataSet changed = ScanObjects.slice(1, 1);
        changed.setString(Tag.ECHO_TIME, "31");
        receive(changed);
        SpoolSession session = spool.sessions().get(0);

        Ending held = run();
        assertThat(held).isInstanceOf(Ending.Held.class);
        session.quarantine(((Ending.Held) held).reason());
        session.resolve(Keep.SECOND);
        Batch batch = session.begin().orElseThrow();
        Ending ending = course.run(session, batch);

        assertThat(ending).isInstanceOf(Ending.Committed.class);
        assertThat(text(sessionFiles().get(1).path())).contains("\t31\t2000\t");
    }

    @Test
    void aSessionOfAnUnknownStudyIsHeldWithWhatToDo() throws IOException {
        DataSet object = ScanObjects.slice(1, 1);
        object.setString(Tag.STUDY_DESCRIPTION, "Lab^Other");
        receive(object);

        Ending.Held held = (Ending.Held) run();

        assertThat(held.awaited()).contains(new StudyName("lab", "other"));
        assertThat(held.reason()).contains("bidsforge study create lab/other");
    }

    @Test
    void aPersonsNameInPlaceOfAStudyIsNotShown() throws IOException {
        DataSet object = ScanObjects.slice(1, 1);
        object.setString(Tag.STUDY_DESCRIPTION, "Gwendolyn^Huerlimann");
        receive(object);

        assertThat(((Ending.Held) run()).reason()).doesNotContainIgnoringCase("gwendolyn", "huerlimann");
    }

    @Test
    void conflictingSessionMarkersAreHeld() throws IOException {
        DataSet one = ScanObjects.slice(1, 1);
        one.setString(Tag.PROTOCOL_NAME, "func-bold_ses-a_task-rest");
        DataSet two = ScanObjects.slice(2, 1);
        two.setString(Tag.PROTOCOL_NAME, "func-bold_ses-b_task-rest");
        receive(one, two);

        assertThat(((Ending.Held) run()).reason()).contains("a, b");
    }

    @Test
    void theSameMarkerOnAnotherDayIsHeld() throws IOException {
        DataSet first = ScanObjects.slice(1, 1);
        first.setString(Tag.PROTOCOL_NAME, "func-bold_ses-pre_task-rest");
        first.setString(Tag.ACQUISITION_DATE, "20240229");
        receive(first);
        runToCommit();

        DataSet second = ScanObjects.slice(1, 1);
        second.setString(Tag.PROTOCOL_NAME, "func-bold_ses-pre_task-rest");
        second.setString(Tag.STUDY_INSTANCE_UID, ScanObjects.ROOT + ".2");
        second.setString(Tag.SERIES_INSTANCE_UID, ScanObjects.ROOT + ".2.1");
        second.setString(Tag.SOP_INSTANCE_UID, ScanObjects.ROOT + ".2.1.1");
        second.setString(Tag.STUDY_DATE, "20240302");
        second.setString(Tag.ACQUISITION_DATE, "20240302");
        receive(second);

        assertThat(((Ending.Held) run()).reason()).contains("from another day");
    }

    @Test
    void countsSessionsByAPlusAndNotTwice() throws IOException {
        DataSet object = ScanObjects.slice(1, 1);
        object.setString(Tag.PROTOCOL_NAME, "func-bold_ses-+_task-rest");
        receive(object);
        SpoolSession session = close(spool.sessions().get(0));
        course.run(session, session.begin().orElseThrow());
        session.waitFor("killed after the push");

        runToCommit();

        assertThat(sessionFiles()).hasSize(2).allMatch(file -> file.path().contains("/ses-001/"));
    }

    @Test
    void aForgeThatIsAwayIsAReasonToWait() throws IOException {
        receive(ScanObjects.slice(1, 1));
        SpoolSession session = close(spool.sessions().get(0));
        Batch batch = session.begin().orElseThrow();
        forge.goAway();

        assertThatThrownBy(() -> course.run(session, batch))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("connection refused");

        forge.comeBack();
        assertThat(course.run(session, batch)).isInstanceOf(Ending.Committed.class);
    }

    private void receive(DataSet... objects) throws IOException {
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

    private static SpoolSession close(SpoolSession session) throws IOException {
        session.closeIfIdle(Duration.ZERO);
        return session;
    }

    private SpoolSession open(SessionState state) {
        return spool.sessions().stream()
                .filter(session -> session.state() == state)
                .findFirst()
                .orElseThrow();
    }

    private Ending run() throws IOException {
        for (SpoolSession session : spool.sessions()) {
            session.closeIfIdle(Duration.ZERO);
        }
        SpoolSession session = open(SessionState.CLOSED);
        return course.run(session, session.begin().orElseThrow());
    }

    private SpoolSession runToCommit() throws IOException {
        for (SpoolSession session : spool.sessions()) {
            session.closeIfIdle(Duration.ZERO);
        }
        SpoolSession session = open(SessionState.CLOSED);
        Batch batch = session.begin().orElseThrow();
        Ending ending = course.run(session, batch);
        assertThat(ending).isInstanceOf(Ending.Committed.class);
        session.committed(((Ending.Committed) ending).commit(), batch.objects());
        return session;
    }

    private void startAfresh() throws IOException {
        spool.close();
        root = Files.createDirectory(root.resolve("afresh"));
        for (StoredObject object : storedObjects()) {
            store.delete(object.name());
        }
        open();
    }

    private GitRepository git() throws IOException {
        return GitRepository.open(
                forge.path(STUDY.repository(RepositoryKind.SOURCEDATA)), GitRemote.open(URI.create("file:///nowhere")));
    }

    private List<TreeEntry> sessionFiles() throws IOException {
        return git().files("main", "").stream()
                .filter(file -> file.path().startsWith("sub-"))
                .toList();
    }

    private String text(String path) throws IOException {
        return text("main", path);
    }

    private String text(String revision, String path) throws IOException {
        return git().readText(revision, path).orElseThrow();
    }

    private List<String> members(AnnexKey key) throws IOException {
        List<String> members = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(store.read("lab/rest/sourcedata/" + key, 0))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                DataSet object = DicomReader.ofHeaders()
                        .read(new ByteArrayInputStream(tar.readAllBytes()))
                        .dataSet();
                members.add(entry.getName() + " " + object.getInt(Tag.INSTANCE_NUMBER).orElseThrow());
            }
        }
        return members;
    }

    private List<StoredObject> storedObjects() throws IOException {
        List<StoredObject> objects = new ArrayList<>();
        store.list("", objects::add);
        return objects;
    }

    private List<String> stored() throws IOException {
        return storedObjects().stream().map(StoredObject::name).toList();
    }

    private List<String> spooled() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("spool/sessions"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("journal"))
                    .toList();
        }
    }

    /** Names and bytes of the store, the repository's files, messages, and what the spool keeps. */
    private List<String> everythingThatLeft() throws IOException {
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
}
