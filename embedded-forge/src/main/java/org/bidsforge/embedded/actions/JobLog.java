// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A job's log: a line for each line of its processes, with the time in front, without secrets, up to a size. */
final class JobLog implements AutoCloseable {
    private static final String ADD_MASK = "::add-mask::";
    private static final int MAX_LINE = 16 << 10;
    private static final int SHORTEST_SECRET = 6;

    private final OutputStream file;
    private final long max;
    private final List<String> masks = new ArrayList<>();
    private long size;

    JobLog(Path path, long max) throws IOException {
        this.file = new BufferedOutputStream(Files.newOutputStream(path));
        this.max = max;
    }

    /** Never shows this text from now on. */
    synchronized void mask(String secret) {
        if (secret.length() >= SHORTEST_SECRET) {
            masks.add(secret);
        }
    }

    /** Bytes so far. */
    synchronized long size() {
        return size;
    }

    synchronized void line(String text) {
        if (text.startsWith(ADD_MASK)) {
            mask(text.substring(ADD_MASK.length()).strip());
            return;
        }
        String shown = text;
        for (String mask : masks) {
            shown = shown.replace(mask, "***");
        }
        write(Instant.now().truncatedTo(ChronoUnit.MICROS) + " " + shown + "\n");
    }

    /** Copies what a process says until it says no more. */
    void copy(InputStream output) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        int read = output.read(buffer);
        while (read >= 0) {
            for (int i = 0; i < read; i++) {
                boolean end = buffer[i] == '\n';
                if (!end) {
                    line.write(buffer[i]);
                }
                if (end || line.size() >= MAX_LINE) {
                    line(line.toString(StandardCharsets.UTF_8).stripTrailing());
                    line.reset();
                }
            }
            flush();
            read = output.read(buffer);
        }
        if (line.size() > 0) {
            line(line.toString(StandardCharsets.UTF_8));
        }
        flush();
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    private synchronized void flush() throws IOException {
        file.flush();
    }

    private void write(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (size >= max) {
            return;
        }
        byte[] shown = size + bytes.length < max
                ? bytes
                : ("The log ends here: it is longer than " + max + " bytes\n").getBytes(StandardCharsets.UTF_8);
        try {
            file.write(shown);
        } catch (IOException e) {
            // A full disk must not stop the job from being watched and ended.
            size = max;
            return;
        }
        size = shown == bytes ? size + bytes.length : max;
    }
}
