// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.datalad;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class FileLabelsTest {
    @Test
    void anImageIsFoundByWhatItsPathSays() {
        Map<String, SortedSet<String>> fields = FileLabels.of(
                        "sub-01/ses-pre/func/sub-01_ses-pre_task-rest_run-01_bold.nii.gz", false)
                .fields();

        assertThat(fields.get("datatype")).containsExactly("func");
        assertThat(fields.get("suffix")).containsExactly("bold");
        assertThat(fields.get("session")).containsExactly("pre");
        assertThat(fields.get("task")).containsExactly("rest");
        assertThat(fields.get(FileLabels.RESTRICTIONS)).isEmpty();
    }

    @Test
    void aSensitiveFileIsMarkedAsHeudiconvMarksIt() {
        assertThat(FileLabels.of("sub-01/anat/sub-01_T1w.nii.gz", true).fields())
                .containsEntry("distribution-restrictions", sorted("sensitive"))
                .containsEntry("session", sorted());
    }

    @Test
    void anArchiveOfSourcedataIsLabelledLikeItsImage() {
        assertThat(FileLabels.of("sourcedata/sub-01/ses-a/func/sub-01_ses-a_task-rest_bold.dicom.tgz", true)
                        .fields())
                .containsEntry("datatype", sorted("func"))
                .containsEntry("suffix", sorted("bold"))
                .containsEntry("task", sorted("rest"));
        assertThat(FileLabels.of("sub-01/ses-a/003.tar", true).fields())
                .containsEntry("datatype", sorted())
                .containsEntry("session", sorted("a"));
    }

    @Test
    void noSubjectIsNamed() {
        assertThat(FileLabels.of("sub-JohnDoe/anat/sub-JohnDoe_T1w.nii.gz", true)
                        .fields()
                        .toString())
                .doesNotContain("JohnDoe");
    }

    @Test
    void contentOfTwoFilesHasTheLabelsOfBoth() {
        FileLabels both = FileLabels.of("sub-01/fmap/sub-01_magnitude1.nii.gz", false)
                .and(FileLabels.of("sub-01/anat/sub-01_T1w.nii.gz", true));

        assertThat(both.fields()).containsEntry("suffix", sorted("T1w", "magnitude1"));
        assertThat(both.fields()).containsEntry(FileLabels.RESTRICTIONS, sorted("sensitive"));
    }

    private static SortedSet<String> sorted(String... values) {
        return new TreeSet<>(Set.of(values));
    }
}
