// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.config.Variable;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final List<Variable> USED = List.of(
            Variable.BIDSFORGE_HOME,
            Variable.BIDSFORGE_DICOM_HOST,
            Variable.BIDSFORGE_DICOM_PORT,
            Variable.BIDSFORGE_AE_TITLE,
            Variable.BIDSFORGE_CLOSE_SECONDS,
            Variable.BIDSFORGE_DEFAULT_STUDY,
            Variable.BIDSFORGE_SPOOL_RESERVE,
            Variable.BIDSFORGE_DEID_KEY,
            Variable.BIDSFORGE_FORGE_URL,
            Variable.BIDSFORGE_FORGE_TOKEN,
            Variable.BIDSFORGE_STORE_URL,
            Variable.BIDSFORGE_STORE_ACCESS_KEY,
            Variable.BIDSFORGE_STORE_SECRET_KEY,
            Variable.BIDSFORGE_STORE_REGION,
            Variable.BIDSFORGE_SERVICE_URL,
            Variable.BIDSFORGE_INTAKE_TOKEN);

    @Test
    void theReadmeListsEverySettingWithItsDefault() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("README.md"));

        assertThat(USED)
                .allSatisfy(variable -> assertThat(lines)
                        .anyMatch(line ->
                                line.startsWith("| `" + variable + "` |") && line.contains(variable.defaultValue())));
        assertThat(lines.stream().filter(line -> line.startsWith("| `BIDSFORGE_")))
                .hasSize(USED.size());
    }

    @Test
    void theDefaultsAreASettingThatWorks() {
        IntakeConfig config = IntakeConfig.of(Environment.of(Map.of()));

        assertThat(config.dicom().port()).isEqualTo(11112);
        assertThat(config.close()).hasSeconds(60);
        assertThat(config.reserve()).isEqualTo(1L << 30);
    }
}
