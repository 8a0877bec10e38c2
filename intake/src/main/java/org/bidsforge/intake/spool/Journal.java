// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The append-only journal of one session: a line is a CRC-32C in hexadecimal, a space and a JSON entry. When {@link
 * #append} returns, the line and every file that was renamed into the journal's folder before the call are durable.
 * Calls at the same time share one flush: whoever gets the lock writes the lines of all that wait.
 */
final class Journal implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHECK = 9;

    private final Path file;
    private final FileChannel channel;
    private final FileChannel folder;
    private final ConcurrentLinkedQueue<Line> waiting = new ConcurrentLinkedQueue<>();
    private final Object flush = new Object();
    private long length;
    private @Nullable IOException broken;

    /** What was in a journal; {@code damaged} when a line before the last one is unreadable. */
    record Replay(List<Entry> entries, boolean damaged, long length) {}

    private Journal(Path file, FileChannel channel, FileChannel folder, long length) {
        this.file = file;
        this.channel = channel;
        this.folder = folder;
        this.length = length;
    }

    /** Opens a journal for appending after what {@link #replay} found; a torn last line is cut off. */
    static Journal open(Path file, Replay replay) throws IOException {
        FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.size() > replay.length()) {
            channel.truncate(replay.length());
            channel.force(true);
        }
        return new Journal(file, channel, folder, replay.length());
    }

    static Replay replay(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Replay(List.of(), false, 0);
        }
        byte[] bytes = Files.readAllBytes(file);
        List<Entry> entries = new ArrayList<>();
        int start = 0;
        long good = 0;
        boolean bad = false;
        boolean damaged = false;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] != '\n') {
                continue;
            }
            Entry entry = decode(new String(bytes, start, end - start, StandardCharsets.UTF_8));
            start = end + 1;
            if (entry == null) {
                bad = true;
                continue;
            }
            // A readable line after an unreadable one: not the trace of a crash, so nothing may be cut off.
            damaged |= bad;
            entries.add(entry);
            good = start;
        }
        return new Replay(entries, damaged, good);
    }

    void append(Entry entry) throws IOException {
        Line line = new Line(encode(entry));
        waiting.add(line);
        synchronized (flush) {
            if (!line.done) {
                flush();
            }
        }
        if (line.failure != null) {
            throw new IOException("write the journal " + file.getFileName() + " of a session", line.failure);
        }
    }

    private void flush() {
        List<Line> lines = new ArrayList<>();
        for (Line line = waiting.poll(); line != null; line = waiting.poll()) {
            lines.add(line);
        }
        IOException failure = write(lines);
        for (Line line : lines) {
            line.failure = failure;
            line.done = true;
        }
    }

    private @Nullable IOException write(List<Line> lines) {
        if (broken != null) {
            return broken;
        }
        try {
            folder.force(true);
            long position = length;
            for (Line line : lines) {
                ByteBuffer buffer = ByteBuffer.wrap(line.bytes);
                while (buffer.hasRemaining()) {
                    position += channel.write(buffer, position);
                }
            }
            channel.force(false);
            length = position;
            return null;
        } catch (IOException e) {
            undo(e);
            return e;
        }
    }

    /** After a failed write the next one starts where the last good one ended; if even that fails, none follows. */
    private void undo(IOException failure) {
        try {
            channel.truncate(length);
            channel.force(true);
        } catch (IOException e) {
            failure.addSuppressed(e);
            broken = failure;
        }
    }

    private static byte[] encode(Entry entry) {
        try {
            byte[] json = JSON.writeValueAsString(entry).getBytes(StandardCharsets.UTF_8);
            String line = check(json) + ' ' + new String(json, StandardCharsets.UTF_8) + '\n';
            return line.getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("journal entries are plain records", e);
        }
    }

    private static @Nullable Entry decode(String line) {
        if (line.length() <= CHECK) {
            return null;
        }
        String json = line.substring(CHECK);
        if (!line.startsWith(check(json.getBytes(StandardCharsets.UTF_8)))) {
            return null;
        }
        try {
            return JSON.readValue(json, Entry.class);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static String check(byte[] json) {
        CRC32C crc = new CRC32C();
        crc.update(json);
        return String.format("%08x", crc.getValue());
    }

    @Override
    public void close() throws IOException {
        channel.close();
        folder.close();
    }

    private static final class Line {
        private final byte[] bytes;
        private boolean done;
        private @Nullable IOException failure;

        Line(byte[] bytes) {
            this.bytes = bytes;
        }
    }
}
