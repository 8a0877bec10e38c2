// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bidsforge.embedded.store.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log files of jobs. */
public final class JobLogs {
    private static final Logger LOG = LoggerFactory.getLogger(JobLogs.class);

    private final Path folder;

    JobLogs(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    Path file(Job job) {
        return folder.resolve(job.id() + ".log");
    }

    /** A part of the log as text; the last part when the limit cuts. */
    public String read(Job job, long from, long to, int limit) throws IOException {
        Path file = file(job);
        if (!Files.exists(file)) {
            return "";
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long end = Math.min(to, channel.size());
            long start = Math.max(from, end - limit);
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(0, end - start));
            channel.position(start);
            int read = 0;
            while (buffer.hasRemaining() && read >= 0) {
                read = channel.read(buffer);
            }
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
        }
    }

    void append(Job job, String line) {
        try {
            Files.writeString(
                    file(job),
                    Instant.now().truncatedTo(ChronoUnit.MICROS) + " " + line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.warn("Cannot write to the log of job {}", job.id(), e);
        }
    }
}
