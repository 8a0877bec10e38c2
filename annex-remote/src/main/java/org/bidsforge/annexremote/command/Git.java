// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions to git and git-annex in the present folder. */
final class Git {
    private static final int LONGEST = 1 << 24;

    private Git() {}

    /** What the command printed, without the last line's end; empty if it failed or is not there. */
    static Optional<String> ask(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException notInstalled) {
            return Optional.empty();
        }
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readNBytes(LONGEST), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(text.stripTrailing()) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while git was running", e);
        } finally {
            process.destroy();
        }
    }

    static Optional<String> config(String name) throws IOException {
        return ask("config", "--get", name);
    }
}
