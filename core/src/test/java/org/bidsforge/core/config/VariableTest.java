// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class VariableTest {
    private static String row(Variable variable) {
        String file = variable.isSecret() ? " (or `" + variable + "_FILE`)" : "";
        String value = variable.defaultValue().isEmpty() ? "" : "`" + variable.defaultValue() + "`";
        return Stream.of("`" + variable + "`" + file, value, variable.meaning())
                .reduce("|", (line, cell) -> line + " " + cell + " |");
    }

    @Test
    void readmeListsEveryVariable() throws IOException {
        List<String> rows = Files.readString(Path.of("README.md"))
                .lines()
                .filter(line -> line.startsWith("| `BIDSFORGE_"))
                .map(line -> line.replace("  ", " "))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Variable.values())
                        .map(variable -> row(variable).replace("  ", " "))
                        .toList());
    }
}
