// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LocationLogTest {
    private static final String A = "aaaaaaaa-0000-0000-0000-000000000000";
    private static final String B = "bbbbbbbb-0000-0000-0000-000000000000";

    @Test
    void firstLineStandsAtTheBase() {
        assertThat(LocationLog.empty().withPresence(A, true).format()).isEqualTo("1112911993s 1 " + A + "\n");
    }

    @Test
    void newLineIsOneSecondAfterTheNewest() {
        LocationLog log = LocationLog.parse("1795263154.570813051s 1 " + B + "\n");

        assertThat(log.withPresence(A, true).format())
                .isEqualTo("1795263155s 1 " + A + "\n1795263154.570813051s 1 " + B + "\n");
        assertThat(log.withPresence(B, false).format()).isEqualTo("1795263155s 0 " + B + "\n");
    }

    @Test
    void sayingItAgainChangesNothing() {
        LocationLog log = LocationLog.empty().withPresence(A, true);

        assertThat(log.withPresence(A, true)).isSameAs(log);
    }

    @Test
    void newestLineOfEachRepositoryCounts() {
        LocationLog log =
                LocationLog.parse("200s 0 " + A + "\n100s 1 " + A + "\n100.5s 1 " + B + "\n100s X " + B + "\n");

        assertThat(log.isPresent(A)).isFalse();
        assertThat(log.isPresent(B)).isTrue();
    }

    @Test
    void ofTwoLinesOfOneTimeTheFirstCounts() {
        assertThat(LocationLog.parse("100s 1 " + A + "\n100s 0 " + A).isPresent(A))
                .isTrue();
        assertThat(LocationLog.parse("100s 0 " + A + "\n100s 1 " + A).isPresent(A))
                .isFalse();
    }

    @Test
    void leavesOutWhatIsNoLine() {
        assertThat(LocationLog.parse("foo bar\n\n100s 5 " + A + "\nxs 1 " + A + "\n100s 1 " + B + "\r\n")
                        .format())
                .isEqualTo("100s 1 " + B + "\n");
    }

    @Test
    void unionIsTheSameFromBothSides() {
        LocationLog ours = LocationLog.parse("100s 1 " + A + "\n300s 1 " + B + "\n");
        LocationLog theirs = LocationLog.parse("100s 0 " + A + "\n200s 0 " + B + "\n");

        assertThat(LocationLog.union(ours, theirs)).isEqualTo(LocationLog.union(theirs, ours));
        assertThat(LocationLog.union(ours, theirs).isPresent(A)).isTrue();
        assertThat(LocationLog.union(ours, theirs).isPresent(B)).isTrue();
    }

    @Test
    void liesInTheLowerCaseDirectories() {
        AnnexKey key = AnnexKey.parse("URL-s5--http://127.0.0.1:19000/bkt/a,63x,61%20z&b");

        assertThat(LocationLog.path(key))
                .isEqualTo("bc2/bee/URL-s5--http&c%%127.0.0.1&c19000%bkt%a,63x,61&s20z&ab.log");
    }
}
