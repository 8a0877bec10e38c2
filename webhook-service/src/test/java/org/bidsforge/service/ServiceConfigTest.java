// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bidsforge.core.config.ConfigException;
import org.bidsforge.core.config.Variable;
import org.junit.jupiter.api.Test;

final class ServiceConfigTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `(BIDSFORGE_[A-Z_]+)`( \\*)? \\| (?:`(.*)`)? ?\\| (.*) \\|");

    @Test
    void startsTheEmbeddedForgeOnTheLoopbackByDefault() {
        ServiceConfig config = ServiceConfig.of(Map.of("BIDSFORGE_HOME", "/srv/home"));

        assertThat(config.embedded()).isTrue();
        assertThat(config.service()).isEqualTo(new ServiceConfig.Listen("127.0.0.1", 8481));
        assertThat(config.service().loopback()).isTrue();
        assertThat(config.database().url()).isEqualTo("jdbc:sqlite:/srv/home/service/service.db");
        assertThat(config.reconcile()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.storeUrl()).isEqualTo("file:///srv/home/store");
    }

    @Test
    void tellsAllProblemsAtOnce() {
        Map<String, String> variables = Map.of(
                "BIDSFORGE_FORGE", "gitea",
                "BIDSFORGE_SERVICE_PORT", "many",
                "BIDSFORGE_SERVICE_URL", "ftp://there",
                "BIDSFORGE_DB_URL", "jdbc:h2:mem:",
                "BIDSFORGE_STORE_ACCESS_KEY", "only half");

        ConfigException problem = catchThrowableOfType(ConfigException.class, () -> ServiceConfig.of(variables));

        assertThat(problem.problems()).hasSize(6).anyMatch(line -> line.contains("BIDSFORGE_FORGE_TOKEN"));
    }

    @Test
    void dropsTheSlashAtTheEndOfAnAddress() {
        ServiceConfig config = ServiceConfig.of(Map.of("BIDSFORGE_SERVICE_URL", "https://bids.example.org/"));

        assertThat(config.publicUrl()).contains(URI.create("https://bids.example.org"));
    }

    @Test
    void readsWhatTheReadmeLists() throws Exception {
        String source = Files.readString(Path.of("src/main/java/org/bidsforge/service/ServiceConfig.java"));
        // Read by the libraries that it asks.
        TreeSet<String> read = new TreeSet<>(List.of(
                "BIDSFORGE_HOME",
                "BIDSFORGE_TOOLBOX",
                "BIDSFORGE_SCHEMA",
                "BIDSFORGE_STORE_ACCESS_KEY",
                "BIDSFORGE_STORE_SECRET_KEY",
                "BIDSFORGE_STORE_REGION"));
        Pattern.compile("Variable\\.(BIDSFORGE_[A-Z_]+)")
                .matcher(source)
                .results()
                .forEach(found -> read.add(found.group(1)));

        assertThat(documented().keySet()).isEqualTo(read);
    }

    @Test
    void documentsDefaultAndMeaningAsTheyAre() throws Exception {
        documented().forEach((name, row) -> {
            Variable variable = Variable.valueOf(name);
            assertThat(row)
                    .isEqualTo(List.of(variable.isSecret() ? " *" : "", variable.defaultValue(), variable.meaning()));
        });
    }

    private static Map<String, List<String>> documented() throws Exception {
        Map<String, List<String>> rows = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("README.md")))
                .results()
                .forEach(row -> rows.put(
                        row.group(1),
                        List.of(
                                row.group(2) == null ? "" : row.group(2),
                                row.group(3) == null ? "" : row.group(3),
                                row.group(4))));
        return rows;
    }
}
