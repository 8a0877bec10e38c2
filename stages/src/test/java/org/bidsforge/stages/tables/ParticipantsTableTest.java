// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.stages.source.Series;
import org.bidsforge.stages.source.Variety;
import org.junit.jupiter.api.Test;

class ParticipantsTableTest {
    @Test
    void addsARowAndSortsByParticipant() {
        String table = ParticipantsTable.with("participant_id\tage\tsex\nsub-09\t30\tM\n", "02", person("034Y", "F"));

        assertThat(table).isEqualTo("participant_id\tage\tsex\nsub-02\t34\tF\nsub-09\t30\tM\n");
    }

    @Test
    void keepsWhatPeopleWroteAndTheirColumns() {
        String present = "participant_id\thandedness\tage\nsub-02\tleft\t35\n";

        String table = ParticipantsTable.with(present, "02", person("034Y", "F"));

        assertThat(table).isEqualTo("participant_id\thandedness\tage\tsex\nsub-02\tleft\t35\tF\n");
    }

    @Test
    void capsTheAgeAt89() {
        assertThat(ParticipantsTable.with("", "02", person("093Y", "M"))).contains("sub-02\t89\tM");
    }

    @Test
    void writesNotAvailableForWhatTheObjectsDoNotSay() {
        assertThat(ParticipantsTable.with("", "02", person("", ""))).endsWith("sub-02\tn/a\tn/a\n");
    }

    @Test
    void changesNothingTheSecondTime() {
        String once = ParticipantsTable.with("", "02", person("034Y", "F"));

        assertThat(ParticipantsTable.with(once, "02", person("034Y", "F"))).isEqualTo(once);
    }

    @Test
    void joinsTheRowsOfTwoBranches() {
        String joined = ParticipantsTable.join(
                "participant_id\tage\nsub-03\t40\n", "participant_id\tage\nsub-01\t20\nsub-03\t41\n");

        assertThat(joined).isEqualTo("participant_id\tage\nsub-01\t20\nsub-03\t40\n");
    }

    @Test
    void readsTablesWithWindowsLineEnds() {
        assertThat(ParticipantsTable.only("\uFEFFparticipant_id\tage\r\nsub-01\t20\r\nsub-02\t30\r\n", "02"))
                .isEqualTo("participant_id\tage\nsub-02\t30\n");
    }

    private static List<Series> person(String age, String sex) {
        DataSet header = new DataSet();
        header.setString(Tag.PATIENT_AGE, age);
        header.setString(Tag.PATIENT_SEX, sex);
        return List.of(new Series("1.2", "", header, List.of(), Variety.none()));
    }
}
