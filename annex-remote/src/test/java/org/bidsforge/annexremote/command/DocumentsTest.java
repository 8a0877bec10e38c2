// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bidsforge.annexremote.login.LocalSettings;
import org.bidsforge.annexremote.remote.StoreRemote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The page of the manual, the completion and the README know what the program knows. */
class DocumentsTest {
    private static final String PACKAGE = "src/package/share/";

    private static String text(String file) throws IOException {
        return Files.readString(Path.of(file)).replace("\\-", "-");
    }

    private static Stream<String> optionsAndCommands() {
        CommandLine program = Commands.commandLine();
        Stream<String> options = program.getSubcommands().values().stream()
                .flatMap(command -> command.getCommandSpec().options().stream())
                .map(option -> option.longestName());
        return Stream.concat(program.getSubcommands().keySet().stream(), options);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PACKAGE + "man/man1/git-annex-remote-minio.1",
                PACKAGE + "bash-completion/completions/git-annex-remote-minio"
            })
    void tellAllCommandsAndOptions(String file) throws IOException {
        assertThat(text(file)).contains(optionsAndCommands().toList());
    }

    @Test
    void tellAllSettings() throws IOException {
        String readme = text("README.md");
        String manual = text(PACKAGE + "man/man1/git-annex-remote-minio.1");

        for (String setting : new StoreRemote(Map.of()).settings().keySet()) {
            assertThat(readme).contains("`" + setting + "=");
            assertThat(manual).contains(setting);
        }
        for (String setting : List.of(
                LocalSettings.CREDENTIAL_PROCESS,
                LocalSettings.WEB_IDENTITY_TOKEN_FILE,
                LocalSettings.STS_URL,
                LocalSettings.ROLE_DURATION,
                LocalSettings.HOT_FOLDER)) {
            assertThat(readme).contains("`" + setting + "`");
            assertThat(manual).contains(setting);
        }
    }

    @Test
    void describeSettingsWithoutWordsThatEndALine() {
        assertThat(new StoreRemote(Map.of()).settings())
                .doesNotContainKey("versioning")
                .allSatisfy((name, meaning) -> assertThat(name + meaning).doesNotContain("\n"));
    }
}
