// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BidsNameTest {
    @Test
    void takesAFileNameApart() {
        BidsName name = BidsName.parse("sub-01_task-rest_run-1_bold.nii.gz").orElseThrow();

        assertThat(name.entities())
                .containsExactly(Map.entry("sub", "01"), Map.entry("task", "rest"), Map.entry("run", "1"));
        assertThat(name.suffix()).isEqualTo("bold");
        assertThat(name.extension()).isEqualTo(".nii.gz");
        assertThat(name).hasToString("sub-01_task-rest_run-1_bold.nii.gz");
        assertThat(name.with("echo", "2").withExtension(".json").withSuffix("sbref"))
                .hasToString("sub-01_task-rest_run-1_echo-2_sbref.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sub-01_",
                "sub-01",
                "sub-01_sub-02_bold.nii",
                "a_b_c.nii",
                "x/sub-01_bold.nii",
                "sub-_bold.nii"
            })
    void findsNoNameInOtherFiles(String fileName) {
        assertThat(BidsName.parse(fileName)).isEmpty();
    }
}
