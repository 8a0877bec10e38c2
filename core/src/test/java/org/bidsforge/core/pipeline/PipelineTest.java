// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PipelineTest {
    @Test
    void everyStageStandsBehindThoseItNeeds() {
        Set<String> before = new HashSet<>();
        for (Stage stage : Pipeline.stages()) {
            assertThat(before).containsAll(stage.needs());
            before.add(stage.name());
        }
    }

    @Test
    void aStageIsOneCommand() {
        assertThat(Pipeline.stage("convert").orElseThrow().commandLine()).isEqualTo("bidsforge job convert");
        assertThat(Pipeline.stage("brew")).isEmpty();
    }

    @Test
    void workItemsNameFullCommits() {
        StudyName study = new StudyName("lab", "study");
        SessionName session = SessionName.of("01");

        assertThat(new WorkItem(study, session, "0".repeat(40)).sourceCommit()).hasSize(40);
        assertThatThrownBy(() -> new WorkItem(study, session, "main")).isInstanceOf(IllegalArgumentException.class);
    }
}
