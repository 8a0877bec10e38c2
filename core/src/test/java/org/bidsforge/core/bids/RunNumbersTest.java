// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunNumbersTest {
    private final RunNumbers runs = new RunNumbers();
    private final List<String> given = new ArrayList<>();

    private void series(String protocolName, String description, String kind) {
        Reading.Named name = Reproin.read(
                        SeriesContext.of(protocolName, description, List.of("ORIGINAL", "PRIMARY", kind)))
                .named()
                .orElseThrow();
        given.add(runs.next(name).orElse("none"));
    }

    private void series(String protocolName) {
        series(protocolName, protocolName, "M");
    }

    @Test
    void plusCountsEachNameOnItsOwn() {
        series("func_task-a_run+");
        series("func_task-b_run+");
        series("func_task-a_run+");
        series("anat-T1w");

        assertThat(given).containsExactly("01", "01", "02", "none");
    }

    @Test
    void equalsStaysOnTheRun() {
        series("func_task-a_run=");
        series("func_task-a_run+");
        series("func_task-a_run=");

        assertThat(given).containsExactly("01", "02", "02");
    }

    @Test
    void plusGoesOnFromAnExplicitNumber() {
        series("func_task-a_run-05");
        series("func_task-a_run+");

        assertThat(given).containsExactly("05", "06");
    }

    @Test
    void phaseSharesTheRunOfItsMagnitude() {
        series("fmap_run+", "fmap_run+", "M");
        series("fmap_run+", "fmap_run+", "P");
        series("func_task-a_run+");
        series("fmap_run+", "fmap_run+", "M");
        series("fmap_run+", "fmap_run+", "P");

        assertThat(given).containsExactly("01", "01", "01", "02", "02");
    }

    @Test
    void aLonePhaseIsARunOfItsOwn() {
        series("fmap_run+", "fmap_run+", "M");
        series("func_task-a_run+");
        series("fmap_run+", "fmap_run+", "P");

        assertThat(given).containsExactly("01", "01", "02");
    }

    @Test
    void referenceSharesTheRunThatFollowsIt() {
        series("func_task-a_run+", "func_task-a_run+_SBRef", "M");
        series("func_task-a_run+");
        series("func_task-a_run+", "func_task-a_run+_SBRef", "M");
        series("func_task-a_run+", "func_task-a_run+_SBRef", "M");
        series("func_task-a_run+");

        assertThat(given).containsExactly("01", "01", "02", "03", "03");
    }
}
