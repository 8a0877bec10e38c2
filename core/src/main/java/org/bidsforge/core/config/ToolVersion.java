// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.config;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a program for its version and finds the number in its answer. */
final class ToolVersion {
    private static final int ENOUGH = 64 * 1024;
    private static final long PATIENCE_SECONDS = 60;

    /** A number with at least one dot, and what hangs on it: {@code v1.0.20260724}, {@code 10.20230126-g0abc}. */
    private static final Pattern NUMBER = Pattern.compile("[vV]?([0-9]+(?:\\.[0-9A-Za-z]+)+(?:-[0-9A-Za-z]+)*)");

    private ToolVersion() {}

    static String of(Path executable, String argument) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(executable.toString(), argument)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        try (InputStream out = process.getInputStream()) {
            // Waits before it reads: an answer fits into the pipe, and a program that hangs must not hold us.
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("The program must tell its version within a minute: " + executable);
            }
            String answer = new String(out.readNBytes(ENOUGH), StandardCharsets.UTF_8);
            return find(answer, executable);
        } finally {
            process.destroyForcibly();
        }
    }

    static String find(String answer, Path executable) throws IOException {
        Matcher number = NUMBER.matcher(answer);
        if (!number.find()) {
            throw new IOException("The program must tell its version when asked: " + executable);
        }
        return number.group(1);
    }
}
