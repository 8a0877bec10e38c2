// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.intake.receive.ScanObjects;
import org.bidsforge.intake.spool.Batch;
import org.bidsforge.intake.spool.SpoolSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingTest {
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
    void aSessionOfAnUnknownStudyIsHeldWithWhatToDo() throws IOException {
        DataSet object = ScanObjects.slice(1, 1);
        object.setString(Tag.STUDY_DESCRIPTION, "Lab^Other");
        bench.receive(object);

        Ending.Held held = (Ending.Held) bench.run();

        assertThat(held.awaited()).contains(new StudyName("lab", "other"));
        assertThat(held.reason()).contains("bidsforge study create lab/other");
    }

    @Test
    void conflictingSessionMarkersAreHeld() throws IOException {
        DataSet one = ScanObjects.slice(1, 1);
        one.setString(Tag.PROTOCOL_NAME, "func-bold_ses-a_task-rest");
        DataSet two = ScanObjects.slice(2, 1);
        two.setString(Tag.PROTOCOL_NAME, "func-bold_ses-b_task-rest");
        bench.receive(one, two);

        assertThat(((Ending.Held) bench.run()).reason()).contains("a, b");
    }

    @Test
    void theSameMarkerOnAnotherDayIsHeld() throws IOException {
        DataSet first = ScanObjects.slice(1, 1);
        first.setString(Tag.PROTOCOL_NAME, "func-bold_ses-pre_task-rest");
        first.setString(Tag.ACQUISITION_DATE, "20240229");
        bench.receive(first);
        bench.runToCommit();

        DataSet second = ScanObjects.slice(1, 1);
        second.setString(Tag.PROTOCOL_NAME, "func-bold_ses-pre_task-rest");
        second.setString(Tag.STUDY_INSTANCE_UID, ScanObjects.ROOT + ".2");
        second.setString(Tag.SERIES_INSTANCE_UID, ScanObjects.ROOT + ".2.1");
        second.setString(Tag.SOP_INSTANCE_UID, ScanObjects.ROOT + ".2.1.1");
        second.setString(Tag.STUDY_DATE, "20240302");
        second.setString(Tag.ACQUISITION_DATE, "20240302");
        bench.receive(second);

        assertThat(((Ending.Held) bench.run()).reason()).contains("from another day");
    }

    @Test
    void countsSessionsByAPlusAndNotTwice() throws IOException {
        DataSet object = ScanObjects.slice(1, 1);
        object.setString(Tag.PROTOCOL_NAME, "func-bold_ses-+_task-rest");
        bench.receive(object);
        SpoolSession session = bench.closed();
        bench.course().run(session, session.begin().orElseThrow());
        session.waitFor("killed after the push");

        bench.runToCommit();

        assertThat(bench.sessionFiles()).hasSize(2).allMatch(file -> file.path().contains("/ses-001/"));
    }

    @Test
    void aForgeThatIsAwayIsAReasonToWait() throws IOException {
        bench.receive(ScanObjects.slice(1, 1));
        SpoolSession session = bench.closed();
        Batch batch = session.begin().orElseThrow();
        bench.forge().goAway();

        assertThatThrownBy(() -> bench.course().run(session, batch))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("connection refused");

        bench.forge().comeBack();
        assertThat(bench.course().run(session, batch)).isInstanceOf(Ending.Committed.class);
    }
}
