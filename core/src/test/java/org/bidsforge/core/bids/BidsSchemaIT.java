// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bidsforge.core.RealTools;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema that the toolbox brings. */
final class BidsSchemaIT {
    private BidsSchema schema;

    @BeforeEach
    void readSchema() throws IOException {
        Optional<Path> file = RealTools.toolbox().schema();
        assumeTrue(file.isPresent(), "needs bidsschematools in the toolbox");
        schema = BidsSchema.read(file.orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "anat, sub-1_ses-a_acq-x_run-1_T1w.nii.gz",
        "func, sub-1_task-rest_acq-x_dir-AP_run-1_echo-2_part-mag_bold.nii.gz",
        "func, sub-1_task-rest_sbref.nii.gz",
        "func, sub-1_task-rest_events.tsv",
        "fmap, sub-1_dir-AP_epi.nii.gz",
        "fmap, sub-1_acq-x_run-01_magnitude1.nii.gz",
        "fmap, sub-1_phasediff.json",
        "dwi, sub-1_acq-b1000_dir-AP_dwi.bval",
        "anat, sub-1_echo-1_MEGRE.nii.gz",
        "anat, sub-1_inv-1_part-mag_MP2RAGE.nii.gz",
    })
    void takesLegalNames(String datatype, String fileName) {
        BidsPath path = schema.path(datatype, BidsName.parse(fileName).orElseThrow());

        assertThat(path.problems()).isEmpty();
        assertThat(path.orElseThrow()).endsWith("/" + datatype + "/" + fileName);
    }

    @ParameterizedTest
    @CsvSource({
        "anat, sub-1_task-rest_bold.nii.gz",
        "func, sub-1_bold.nii.gz",
        "fmap, sub-1_dir-AP_magnitude1.nii.gz",
        "func, sub-1_task-rest_bold.bval",
        "func, sub-1_task-rest_run-a_bold.nii.gz",
        "func, sub-1_task-rest_part-loud_bold.nii.gz",
        "anat, sub-1_T1w__dup-01.nii.gz",
    })
    void refusesOthers(String datatype, String fileName) {
        assertThat(BidsName.parse(fileName)
                        .map(name -> schema.path(datatype, name).problems().isEmpty()))
                .isNotEqualTo(Optional.of(true));
    }

    @Test
    void ordersAllEntities() {
        assertThat(schema.entities()).hasSizeGreaterThan(30);
        assertThat(schema.entities().get(0).key()).isEqualTo("sub");
        assertThat(schema.bidsVersion()).matches("1\\.[0-9]+\\.[0-9]+.*");
    }
}
