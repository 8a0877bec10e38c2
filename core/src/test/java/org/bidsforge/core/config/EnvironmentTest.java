// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvironmentTest {
    @TempDir
    private Path folder;

    @Test
    void fillsDefaultsFromOtherSettings() {
        Environment environment =
                Environment.of(Map.of("BIDSFORGE_HOME", "/data/bf", "BIDSFORGE_FORGE_PORT", "9000", "PATH", "/bin"));

        assertThat(environment.get(Variable.BIDSFORGE_STORE_URL)).isEqualTo("file:///data/bf/store");
        assertThat(environment.get(Variable.BIDSFORGE_FORGE_URL)).isEqualTo("http://127.0.0.1:9000");
        assertThat(environment.find(Variable.BIDSFORGE_FORGE_URL)).isEmpty();
        assertThat(environment.home().spool()).isEqualTo(Path.of("/data/bf/spool"));
    }

    @Test
    void readsNumbersSizesAndTimes() {
        Environment environment =
                Environment.of(Map.of("BIDSFORGE_SPOOL_RESERVE", "500M", "BIDSFORGE_CLOSE_SECONDS", "5"));

        assertThat(environment.size(Variable.BIDSFORGE_SPOOL_RESERVE).bytes()).isEqualTo(500L << 20);
        assertThat(environment.seconds(Variable.BIDSFORGE_CLOSE_SECONDS)).isEqualTo(Duration.ofSeconds(5));
        assertThat(environment.port(Variable.BIDSFORGE_DICOM_PORT)).isEqualTo(11112);
    }

    @Test
    void readsASecretFromItsFile() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "s3cret\n");

        Environment environment = Environment.of(Map.of("BIDSFORGE_FORGE_TOKEN_FILE", file.toString()));

        assertThat(environment.secret(Variable.BIDSFORGE_FORGE_TOKEN)).hasValue(new Secret("s3cret"));
        assertThat(environment.secret(Variable.BIDSFORGE_DB_PASSWORD)).isEmpty();
    }

    @Test
    void tellsAllProblemsAtOnceAndNoSecret() {
        Map<String, String> variables = Map.of(
                "BIDSFORGE_FOO", "x",
                "BIDSFORGE_HOME_FILE", "x",
                "BIDSFORGE_DEID_KEY_FILE", "/nowhere",
                "BIDSFORGE_FORGE_TOKEN", "s3cret",
                "BIDSFORGE_FORGE_TOKEN_FILE", "/nowhere");

        assertThatThrownBy(() -> Environment.of(variables))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.problems()).hasSize(4))
                .hasMessageContaining("BIDSFORGE_FOO")
                .hasMessageContaining("BIDSFORGE_HOME_FILE")
                .hasMessageContaining("BIDSFORGE_DEID_KEY_FILE")
                .hasMessageContaining("BIDSFORGE_FORGE_TOKEN")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void namesTheSettingThatIsWrongOrMissing() {
        Environment environment = Environment.of(Map.of("BIDSFORGE_SERVICE_PORT", "70000"));

        assertThatThrownBy(() -> environment.port(Variable.BIDSFORGE_SERVICE_PORT))
                .hasMessage("BIDSFORGE_SERVICE_PORT must be a whole number from 0 to 65535: 70000");
        assertThatThrownBy(() -> environment.requireSecret(Variable.BIDSFORGE_TICKET))
                .hasMessageContaining("BIDSFORGE_TICKET or BIDSFORGE_TICKET_FILE must be set");
    }

    @Test
    void everyDefaultCanBeFilledIn() {
        Environment environment = Environment.of(Map.of());

        for (Variable variable : Variable.values()) {
            if (!variable.isSecret()) {
                assertThat(environment.get(variable)).doesNotContain("{");
            }
            assertThat(variable.meaning()).isNotBlank();
        }
    }

    @Test
    void putsThingsWhereTheUsersFoldersAre() {
        Environment plain = Environment.of(Map.of("HOME", "/home/ann"));
        Environment moved =
                Environment.of(Map.of("HOME", "/home/ann", "XDG_DATA_HOME", "/data", "XDG_CACHE_HOME", "not/absolute"));

        assertThat(plain.get(Variable.BIDSFORGE_HOME)).isEqualTo("/home/ann/.local/share/bidsforge");
        assertThat(moved.get(Variable.BIDSFORGE_HOME)).isEqualTo("/data/bidsforge");
        assertThat(moved.get(Variable.BIDSFORGE_TOOLBOX)).isEqualTo("/home/ann/.cache/bidsforge/toolbox");
    }
}
