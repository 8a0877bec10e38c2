// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SecretTest {
    @Test
    void isNeverShown() {
        assertThat(new Secret("abc")).hasToString("***");
    }

    @Test
    void equalsByContent() {
        assertThat(new Secret("abc")).isEqualTo(new Secret("abc")).isNotEqualTo(new Secret("abd"));
        assertThat(new Secret("abc").matches("abc")).isTrue();
        assertThat(new Secret("abc").matches("ab")).isFalse();
    }
}
