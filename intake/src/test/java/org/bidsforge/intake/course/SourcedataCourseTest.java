// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.annex.AnnexPointer;
import org.bidsforge.core.annex.LocationLog;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.forge.git.TreeEntry;
import org.bidsforge.intake.commit.StudyForge;
import org.bidsforge.intake.receive.ScanObjects;
import org.bidsforge.intake.spool.Batch;
import org.bidsforge.intake.spool.Keep;
import org.bidsforge.intake.spool.SessionState;
import org.bidsforge.intake.spool.SpoolSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcedataCourseTest {
    @TempDir
    Path root;

    private CourseBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new CourseBench(root);
    }

    @AfterEach
    void close() throws IOException {
        bench.close();
    }

    @Test
    void commitsOneArchivePerSeriesAndATable() throws IOException {
        bench.receive(ScanObjects.slice(1, 2), ScanObjects.slice(1, 1), ScanObjects.slice(2, 1));

        SpoolSession session = bench.runToCommit();

        List<TreeEntry> files = bench.sessionFiles();
        assertThat(files).hasSize(3);
        assertThat(files.get(0).path())
                .matches("sub-[0-9a-z]{8}/ses-18[89][0-9]{5}/001-func-bold_task-rest_run-01.tar");
        assertThat(files.get(1).path()).endsWith("/002-func-bold_task-rest_run-02.tar");
        assertThat(files.get(2).path()).endsWith("_series.tsv");
        AnnexKey key = AnnexPointer.read(bench.text(files.get(0).path())).orElseThrow();
        assertThat(bench.text(files.get(0).path()))
                .isEqualTo(AnnexPointer.symlinkTarget(key, files.get(0).path()));
        assertThat(bench.members(key)).containsExactly("00001.dcm 1", "00002.dcm 2");
        assertThat(bench.text("git-annex", LocationLog.path(key))).endsWith("s 1 " + StudyForge.STORE_UUID + "\n");
        assertThat(bench.git().commit("main").title()).matches("Add sub-[0-9a-z]{8} ses-[0-9]{8}: 2 series, 3 objects");
        assertThat(session.state()).isEqualTo(SessionState.COMMITTED);
        assertThat(bench.spooled()).isEmpty();
    }

    @Test
    void theTableSaysWhatIsInTheArchives() throws IOException {
        bench.receive(ScanObjects.slice(1, 1));

        bench.runToCommit();

        List<String> lines =
                bench.text(bench.sessionFiles().get(1).path()).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("series_number\tprotocol_name\t").endsWith("\tfile\tmd5\tnote");
        assertThat(lines.get(1))
                .startsWith("1\tfunc-bold_task-rest_run-01\tfunc-bold_task-rest_run-01\tMR\tORIGINAL/PRIMARY/M/ND\t")
                .contains("\t30\t2000\t8\t8\t")
                .contains("\t001-func-bold_task-rest_run-01.tar\t");
    }

    @Test
    void lateObjectsAreAddedToTheirSeriesOnly() throws IOException {
        bench.receive(ScanObjects.slice(1, 2), ScanObjects.slice(2, 1));
        bench.runToCommit();
        List<TreeEntry> before = bench.sessionFiles();

        bench.receive(ScanObjects.slice(1, 1));
        bench.runToCommit();

        List<TreeEntry> after = bench.sessionFiles();
        assertThat(after).hasSize(3);
        assertThat(after.get(1)).isEqualTo(before.get(1));
        AnnexKey key = AnnexPointer.read(bench.text(after.get(0).path())).orElseThrow();
        assertThat(bench.members(key)).containsExactly("00001.dcm 1", "00002.dcm 2");
        assertThat(bench.git().commit("main").title()).startsWith("Add to sub-").endsWith(": 1 series, 1 objects");
    }

    @Test
    void theOrderOfArrivalDoesNotShow() throws IOException {
        bench.receive(ScanObjects.slice(1, 2), ScanObjects.slice(2, 1));
        bench.runToCommit();
        bench.receive(ScanObjects.slice(1, 1));
        bench.runToCommit();

        try (CourseBench other = new CourseBench(Files.createDirectory(root.resolve("other")))) {
            other.receive(ScanObjects.slice(2, 1), ScanObjects.slice(1, 1), ScanObjects.slice(1, 2));
            other.runToCommit();

            assertThat(other.git().treeId("main", "")).isEqualTo(bench.git().treeId("main", ""));
        }
    }

    @Test
    void doingItAgainMakesNoSecondCommit() throws IOException {
        DataSet report = ScanObjects.slice(9, 1);
        report.setString(Tag.SOP_CLASS_UID, Uids.SECONDARY_CAPTURE);
        bench.receive(ScanObjects.slice(1, 1), report);
        SpoolSession session = bench.closed();
        Batch batch = session.begin().orElseThrow();
        Ending first = bench.course().run(session, batch);
        String tip = bench.git().resolve("main").orElseThrow();

        // Killed after the push and before the journal's line.
        Ending second = bench.course("other-mirrors").run(session, batch);

        assertThat(second).isEqualTo(first);
        assertThat(bench.git().resolve("main")).contains(tip);
    }

    @Test
    void aSpoolThatWasLostDoesNotDoubleAnything() throws IOException {
        bench.receive(ScanObjects.slice(1, 1), ScanObjects.slice(1, 2));
        bench.runToCommit();
        String tip = bench.git().resolve("main").orElseThrow();

        bench.loseSpool();
        bench.receive(ScanObjects.slice(1, 2), ScanObjects.slice(1, 1));
        bench.runToCommit();

        assertThat(bench.git().resolve("main")).contains(tip);
    }

    @Test
    void otherContentOfACommittedObjectWaitsForAPerson() throws IOException {
        bench.receive(ScanObjects.slice(1, 1));
        bench.runToCommit();
        DataSet changed = ScanObjects.slice(1, 1);
        changed.setString(Tag.ECHO_TIME, "31");
        bench.receive(changed);
        SpoolSession session = bench.closed();

        Ending held = bench.run();
        assertThat(held).isInstanceOf(Ending.Held.class);
        session.quarantine(((Ending.Held) held).reason());
        session.resolve(Keep.SECOND);
        Batch batch = session.begin().orElseThrow();
        Ending ending = bench.course().run(session, batch);

        assertThat(ending).isInstanceOf(Ending.Committed.class);
        assertThat(bench.text(bench.sessionFiles().get(1).path())).contains("\t31\t2000\t");
    }
}
