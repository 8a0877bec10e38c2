// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextCleanerTest {
    private final TextCleaner cleaner = new TextCleaner(Session.VOCABULARY, new Session().identifiers());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "func-bold_task-rest_acq-mb4_run-01 | func-bold_task-rest_acq-mb4_run-01",
                "func-bold_task-nback+_run+__smith moved | func-bold_task-nback+_run+",
                "anat-T1w__John Q Smith | anat-T1w Q",
                "t1_mprage_sag_p2_iso 1.0mm | t1_mprage_sag_p2_iso 1.0mm",
                "dwi_dir-ap_64dirs_b1000 | dwi_dir-ap_64dirs_b1000",
                "*epfid2d1_64 | *epfid2d1_64",
                "Axial EPI-FMRI (Interleaved I to S) | Axial EPI-FMRI (Interleaved I to S",
                "EPI PE=AP | EPI PE=AP",
                "task-weizenbaum | task",
                "acq-19310508 | acq",
                "phone 030123456 | ''",
                "Charite routine | routine"
            })
    void keepsProtocolWordsOnly(String text, String expected) {
        assertThat(cleaner.clean(text)).isEqualTo(expected);
    }

    @Test
    void masksAtTheSameLength() {
        String text = "func-bold_task-rest__John Smith";

        assertThat(cleaner.mask(text)).isEqualTo("func-bold_task-rest__xxxx xxxxx");
    }

    @Test
    void learnsTheWordsOfAStudy() {
        Vocabulary more = Session.VOCABULARY.with(List.of("Sternberg"));
        TextCleaner study = new TextCleaner(more, IdentifierSet.empty());

        assertThat(cleaner.clean("sternberg bold")).isEqualTo("bold");
        assertThat(study.clean("sternberg bold")).isEqualTo("sternberg bold");
    }
}
