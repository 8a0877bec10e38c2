// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heudiconv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bidsforge.stages.convert.ConvertRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HeudiconvCommandTest {
    @TempDir
    private Path folder;

    @Test
    void readsTheUsualCallWithFiles() throws IOException {
        List<ConvertRequest> requests = requests(
                "--files",
                "/a",
                "/b",
                "-s",
                "S-01",
                "-ss",
                "pre",
                "-f",
                "reproin",
                "-c",
                "dcm2niix",
                "-b",
                "-o",
                "/o",
                "--minmeta",
                "--overwrite",
                "-g",
                "all");

        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.inputs()).containsExactly(Path.of("/a"), Path.of("/b"));
            assertThat(request.subject()).contains("S01");
            assertThat(request.session()).contains("pre");
            assertThat(request.dataset()).isEqualTo(Path.of("/o"));
            assertThat(request.rules()).isEmpty();
            assertThat(request.sourcedata()).isTrue();
        });
    }

    @Test
    void findsEachSubjectByTheTemplate() throws IOException {
        for (String path : List.of("x/01/ses-a/1.dcm", "x/01/ses-a/2.dcm", "x/02/ses-a/1.dcm", "x/02/ses-b/1.dcm")) {
            Files.createDirectories(folder.resolve(path).getParent());
            Files.writeString(folder.resolve(path), "");
        }

        List<ConvertRequest> requests =
                requests("-d", folder + "/x/{subject}/ses-{session}/*.dcm", "-s", "01", "02", "-ss", "a");

        assertThat(requests).extracting(request -> request.inputs().size()).containsExactly(2, 1);
        assertThat(requests).extracting(ConvertRequest::subject).containsExactly(Optional.of("01"), Optional.of("02"));
    }

    @Test
    void neverExecutesAHeuristic() {
        assertThatThrownBy(() -> requests("--files", "/a", "-f", "mine.py"))
                .hasMessageContaining("never executed here: mine.py");
    }

    @Test
    void asksForInputs() {
        assertThatThrownBy(() -> requests("-f", "reproin")).hasMessageContaining("--files");
    }

    private static List<ConvertRequest> requests(String... arguments) throws IOException {
        HeudiconvCommand command = new HeudiconvCommand();
        // The parser gives the command the specification that its own errors need.
        new CommandLine(command).parseArgs(arguments);
        return command.requests();
    }
}
