// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The other end of the dialogue. */
final class GitAnnexSide implements AutoCloseable {
    private final PipedInputStream in = new PipedInputStream(1 << 16);
    private final PipedOutputStream out = new PipedOutputStream();
    private final BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
    private @Nullable CompletableFuture<Void> running;

    void serve(SpecialRemote remote) throws IOException {
        PipedInputStream input = new PipedInputStream(out, 1 << 16);
        OutputStream output = new PipedOutputStream(in);
        running = CompletableFuture.runAsync(
                () -> {
                    try {
                        new Protocol(input, output, remote).run();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> new Thread(task, "protocol").start());
    }

    void send(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    String receive() throws IOException {
        while (true) {
            try {
                return lines.readLine();
            } catch (IOException e) {
                // A pipe complains when the thread that wrote last has ended, although another one writes on.
                if (!"Write end dead".equals(e.getMessage()) && !"Pipe broken".equals(e.getMessage())) {
                    throw e;
                }
            }
        }
    }

    List<String> receive(int count) throws IOException {
        List<String> received = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            received.add(receive());
        }
        return received;
    }

    /** Waits for the program's end. */
    void end() throws IOException {
        try {
            if (running != null) {
                running.join();
            }
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException failure) {
                throw failure.getCause();
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
