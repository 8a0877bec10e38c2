// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialProcessTest {
    @TempDir
    private Path folder;

    private CredentialProcess process(String script, Duration patience) throws IOException {
        Path file = Files.writeString(folder.resolve("give"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return new CredentialProcess(file.toString(), "", patience);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 3 | ended with exit code 3",
                "echo no json secret | printed no JSON object",
                "echo '{\"AccessKeyId\": \"secret\"}' | printed no Version 1",
                "echo '{\"Version\": 2, \"AccessKeyId\": \"secret\", \"SecretAccessKey\": \"secret\"}' | printed no Version 1",
                "echo '[]' | printed no Version 1",
                "echo '{\"AccessKeyId\": ' | printed no JSON object"
            })
    void saysHowItFailedButNotWhatItPrinted(String script, String message) throws IOException {
        CredentialProcess process = process(script, Duration.ofSeconds(20));

        assertThatThrownBy(process::ask).hasMessageContaining(message).hasMessageNotContaining("secret");
    }

    @Test
    void endsOneThatNeverAnswers() throws IOException {
        CredentialProcess process = process("exec sleep 1000", Duration.ofMillis(300));

        assertThatThrownBy(process::ask).hasMessageContaining("gave no credentials within");
    }

    @Test
    void readsNoMoreThanCredentialsNeed() throws IOException {
        CredentialProcess process = process("exec yes", Duration.ofSeconds(20));

        assertThatThrownBy(process::ask).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"a  b | a,b", "'a b' c | a b,c", "\"a 'b\"c | a 'bc", "a\\ b | a\\,b", "'' x | ,x", "$(id) | $(id)"
            })
    void splitsACommandWithoutAShell(String command, String words) {
        assertThat(String.join(",", CommandWords.of(command))).isEqualTo(words);
    }

    @Test
    void refusesAQuoteWithoutEnd() {
        assertThatIllegalArgumentException().isThrownBy(() -> CommandWords.of("a 'b"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CredentialProcess(" ", "", Duration.ofSeconds(1)));
    }
}
