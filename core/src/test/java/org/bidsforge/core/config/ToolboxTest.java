// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.bidsforge.core.config.Toolbox.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ToolboxTest {
    @TempDir
    private Path folder;

    private Toolbox toolbox;

    @BeforeEach
    void openToolbox() {
        toolbox = new Toolbox(folder);
    }

    @Test
    void prefersItsOwnTools() throws IOException, InterruptedException {
        Path tool = Files.createDirectory(folder.resolve("bin")).resolve("git-annex");
        Files.writeString(tool, "#!/bin/sh\necho \"git-annex version: 10.7-g$1\"\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(toolbox.find(Tool.GIT_ANNEX)).hasValue(tool);
        assertThat(toolbox.version(Tool.GIT_ANNEX)).isEqualTo("10.7-gversion");
    }

    @Test
    void looksOnTheSearchPathNext() {
        assertThat(toolbox.find("sh")).isPresent();
        assertThat(toolbox.find("no-such-program-anywhere")).isEmpty();
    }

    @Test
    void findsTheSchemaOfAnyPython() throws IOException {
        assertThat(toolbox.schema()).isEmpty();
        assertThatThrownBy(toolbox::requireSchema)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bidsschematools");

        Path data = folder.resolve("lib/python3.11/site-packages/bidsschematools/data");
        Path schema = Files.writeString(Files.createDirectories(data).resolve("schema.json"), "{}");

        assertThat(toolbox.requireSchema()).isEqualTo(schema);
    }

    @Test
    void anotherSchemaCanBeChosen() throws IOException {
        Path other = folder.resolve("other.json");
        Toolbox chosen = Environment.of(Map.of("HOME", folder.toString(), "BIDSFORGE_SCHEMA", other.toString()))
                .toolbox();
        assertThatThrownBy(chosen::requireSchema).hasMessageContaining("BIDSFORGE_SCHEMA must name a file");

        Files.writeString(other, "{}");

        assertThat(chosen.requireSchema()).isEqualTo(other);
    }

    @Test
    void findsTheNumberInWhatToolsSay() throws IOException {
        Path tool = Path.of("tool");

        assertThat(ToolVersion.find("Chris Rorden's dcm2niiX version v1.0.20260724  (JP2:OpenJPEG)", tool))
                .isEqualTo("1.0.20260724");
        assertThat(ToolVersion.find("\u001b[1mbids-validator\u001b[22m \u001b[94m3.0.2\u001b[39m", tool))
                .isEqualTo("3.0.2");
        assertThat(ToolVersion.find("git-annex version: 10.20230126\nbuild flags: S3", tool))
                .isEqualTo("10.20230126");
        assertThatThrownBy(() -> ToolVersion.find("no number", tool)).isInstanceOf(IOException.class);
    }
}
