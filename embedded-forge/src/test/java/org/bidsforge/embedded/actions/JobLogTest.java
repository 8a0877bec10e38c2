// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JobLogTest {
    @TempDir
    Path folder;

    private String logOf(long max, String output) throws IOException {
        Path file = folder.resolve("log");
        try (JobLog log = new JobLog(file, max)) {
            log.mask("the-token");
            log.copy(new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8)));
        }
        return Files.readString(file);
    }

    @Test
    void eachLineHasItsTime() throws IOException {
        assertThat(logOf(1000, "one\ntwo").lines())
                .hasSize(2)
                .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z (one|two)"));
    }

    @Test
    void secretsAreHidden() throws IOException {
        assertThat(logOf(1000, "a the-token b\n::add-mask::second-secret\nsee second-secret\n"))
                .contains("a *** b", "see ***")
                .doesNotContain("the-token", "second-secret");
    }

    @Test
    void aLongLogEndsWithAReason() throws IOException {
        String log = logOf(500, "x\n".repeat(10_000));

        assertThat(log.length()).isLessThan(700);
        assertThat(log).endsWith("The log ends here: it is longer than 500 bytes\n");
    }

    @Test
    void aLineWithoutEndIsCut() throws IOException {
        assertThat(logOf(1 << 20, "y".repeat(100_000)).lines().count()).isGreaterThan(5);
    }
}
