// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CiRunTest {
    @Test
    void knowsTheRunOfAGiteaJob() {
        assertThat(CiRun.of(Map.of("GITHUB_RUN_ID", "42"))).contains(new CiRun("42"));
    }

    @Test
    void knowsThePipelineOfAGitlabJob() {
        assertThat(CiRun.of(Map.of("CI_PIPELINE_ID", "7"))).contains(new CiRun("7"));
    }

    @Test
    void takesNothingThatIsNoNumber() {
        assertThat(CiRun.of(Map.of("GITHUB_RUN_ID", "../1"))).isEmpty();
    }

    @Test
    void isAbsentOnALaptop() {
        assertThat(CiRun.of(Map.of())).isEmpty();
    }
}
