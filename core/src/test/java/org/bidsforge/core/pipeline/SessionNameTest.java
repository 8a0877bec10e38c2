// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionNameTest {
    @Test
    void spellsItselfForEachPlace() {
        SessionName session = SessionName.of("01", "pre");

        assertThat(session).hasToString("sub-01_ses-pre");
        assertThat(session.folder()).isEqualTo("sub-01/ses-pre");
        assertThat(session.branch()).isEqualTo("convert/sub-01_ses-pre");
        assertThat(SessionName.of("01")).hasToString("sub-01");
    }

    @Test
    void readsItsSpellings() {
        assertThat(SessionName.parse("sub-01_ses-pre")).isEqualTo(SessionName.of("01", "pre"));
        assertThat(SessionName.parse("sub-01/ses-pre")).isEqualTo(SessionName.of("01", "pre"));
        assertThat(SessionName.parse("sub-01")).isEqualTo(SessionName.of("01"));
        assertThat(SessionName.ofBranch("convert/sub-01")).hasValue(SessionName.of("01"));
        assertThat(SessionName.ofBranch("dev")).isEmpty();
        assertThat(SessionName.ofBranch("convert/x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "sub-", "sub-0_1", "sub-01_ses-", "sub-01_ses-a_run-1", "sub-../x", "sub-a b"})
    void refusesOtherNames(String text) {
        assertThatThrownBy(() -> SessionName.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
