// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BranchPatternTest {
    @ParameterizedTest(name = "{0} matches {1}: {2}")
    @CsvSource({
        "main, main, true",
        "main, mainx, false",
        "convert/*, convert/a, true",
        "convert/*, convert/a/b, false",
        "convert/**, convert/a/b, true",
        "**, a/b, true",
        "rel/v?, rel/v1, true",
        "a.b, axb, false",
        "[x], x, false"
    })
    void matches(String pattern, String branch, boolean wanted) {
        assertThat(BranchPattern.matches(pattern, branch)).isEqualTo(wanted);
    }
}
