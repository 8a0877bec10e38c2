// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/convert.md tells a new user, word for word, by the programs of the distribution. */
class ConvertPageIT {
    private static final Path PAGE = Path.of("../docs/convert.md");

    @TempDir
    private Path folder;

    private Shell shell = new Shell(Path.of(""), Map.of());

    @BeforeEach
    void makeHome() throws IOException {
        shell = new Shell(folder, Platform.in(folder, Map.of()).shell().environment());
    }

    @Test
    void leadsFromAFolderOfDicomToAValidDataset() throws Exception {
        StringBuilder said = new StringBuilder();
        for (String line : block("```\\n(bidsforge phantom .*?)```").lines().toList()) {
            boolean before = Files.exists(folder.resolve("study"));
            said.append(shell.run("sh", "-c", line));
            if (line.contains("--dry-run")) {
                assertThat(folder.resolve("study")).as("after " + line).matches(path -> before || !Files.exists(path));
            }
        }

        assertThat(said.toString()).contains("+ ", "by reproin", "0 errors").doesNotContain("ERROR");
        assertThat(folder.resolve("study/dataset_description.json")).isRegularFile();
        assertThat(folder.resolve("study/sub-01")).isDirectory();
        assertThat(Files.readString(folder.resolve("report.html"))).contains("sub-01");
    }

    @Test
    void showsRulesThatLeaveReproinNamesAlone() throws Exception {
        Files.writeString(folder.resolve("new.yml"), block("```yaml\\n(version: 1\\nrules:.*?)```"));
        bidsforge("phantom scan");

        assertThat(bidsforge("rules test --rules new.yml scan")).isEqualTo("0 differences\n");
        assertThat(bidsforge("rules schema")).contains("\"$schema\"");
    }

    private String bidsforge(String arguments) throws IOException, InterruptedException {
        return shell.run("sh", "-c", "bidsforge " + arguments);
    }

    private static String block(String pattern) throws IOException {
        Matcher block = Pattern.compile(pattern, Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(block.find()).as(pattern).isTrue();
        return block.group(1);
    }
}
