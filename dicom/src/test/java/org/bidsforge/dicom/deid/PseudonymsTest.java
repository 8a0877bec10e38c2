// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.bidsforge.dicom.Uids;
import org.junit.jupiter.api.Test;

final class PseudonymsTest {
    private final Pseudonyms pseudonyms = Session.pseudonyms("lab/study");

    @Test
    void givesTheSameInputTheSameNameInOneStudyOnly() {
        Pseudonyms other = Session.pseudonyms("lab/other");

        assertThat(pseudonyms.uid("1.2.3.4"))
                .isEqualTo(Session.pseudonyms("lab/study").uid("1.2.3.4"));
        assertThat(pseudonyms.uid("1.2.3.4")).isNotEqualTo(other.uid("1.2.3.4"));
        assertThat(pseudonyms.subjectLabel("x1")).isNotEqualTo(other.subjectLabel("x1"));
        assertThat(pseudonyms.dateShiftDays("x1")).isNotEqualTo(other.dateShiftDays("x1"));
    }

    @Test
    void makesValidUidsAndKeepsThoseOfTheStandard() {
        assertThat(Uids.isValid(pseudonyms.uid("1.2.3.4"))).isTrue();
        assertThat(pseudonyms.uid(Uids.MR_IMAGE)).isEqualTo(Uids.MR_IMAGE);
        assertThat(pseudonyms.uid("")).isEmpty();
    }

    @Test
    void replacesAUidInTextByOneOfTheSameForm() {
        String uid = "1.3.12.2.1107.5.2.19.45193.2026021714250412345678";
        String replaced = pseudonyms.uidOfSameLength(uid);

        assertThat(replaced).hasSameSizeAs(uid).isNotEqualTo(uid).doesNotContain("45193", "20260217");
        assertThat(Uids.isValid(replaced)).isTrue();
    }

    @Test
    void makesLabelsThatCanBeReadAloud() {
        assertThat(pseudonyms.subjectLabel("PAT0815")).matches("[0-9a-hjkmnp-tv-z]{8}");
        assertThat(pseudonyms.subjectLabel(" pat0815 ")).isEqualTo(pseudonyms.subjectLabel("PAT0815"));
    }

    @Test
    void shiftsEverySubjectIntoThePast() {
        assertThat(IntStream.range(0, 500).map(i -> pseudonyms.dateShiftDays("p" + i)))
                .allMatch(days -> days <= -47_482 && days > -51_200)
                .hasSize(500);
    }

    @Test
    void refusesAShortKey() {
        assertThatThrownBy(() -> new Pseudonyms(ByteBuffer.wrap(new byte[8]), "lab/study"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
