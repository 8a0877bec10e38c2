// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.bidsforge.intake.pack.SeriesRow.Column;
import org.junit.jupiter.api.Test;

class SeriesTableTest {
    @Test
    void readsWhatItWrites() {
        SeriesTable table = SeriesTable.empty().with(row("10", "1.2")).with(row("9", "1.1"));

        SeriesTable again = SeriesTable.parse(table.format());

        assertThat(again).isEqualTo(table);
        assertThat(again.rows()).extracting(SeriesRow::seriesUid).containsExactly("1.1", "1.2");
    }

    @Test
    void aTabInAValueDoesNotMakeAColumn() {
        SeriesTable table = SeriesTable.empty()
                .with(new SeriesRow(Map.of(Column.SERIES_UID, "1.1", Column.PROTOCOL_NAME, "a\tb\nc")));

        assertThat(table.format().lines().toList()).hasSize(2);
        assertThat(SeriesTable.parse(table.format()).rows().get(0).text(Column.PROTOCOL_NAME))
                .isEqualTo("a b c");
    }

    @Test
    void aNewRowReplacesTheOneOfTheSameSeries() {
        SeriesTable table = SeriesTable.empty().with(row("9", "1.1")).with(row("8", "1.1"));

        assertThat(table.rows()).hasSize(1);
    }

    @Test
    void cleansProtocolNamesForFiles() {
        assertThat(ArchiveName.stem(7, "func-bold_task-rest run:1")).isEqualTo("007-func-bold_task-rest_run_1");
        assertThat(ArchiveName.stem(7, "../../etc")).isEqualTo("007-etc");
        assertThat(ArchiveName.stem(1234, "")).isEqualTo("1234");
        assertThat(ArchiveName.stem(1, "Ä")).isEqualTo("001");
    }

    @Test
    void twoSeriesOfOneNameGetTwoFiles() {
        SeriesTable table =
                SeriesTable.empty().with(new SeriesRow(Map.of(Column.SERIES_UID, "1.1", Column.FILE, "007-a.tar")));

        assertThat(ArchiveName.free("007-a", table)).isEqualTo("007-a-2.tar");
    }

    private static SeriesRow row(String number, String uid) {
        return new SeriesRow(Map.of(Column.SERIES_NUMBER, number, Column.SERIES_UID, uid));
    }
}
