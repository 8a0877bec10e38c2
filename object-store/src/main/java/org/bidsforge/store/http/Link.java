// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import jdk.net.ExtendedSocketOptions;

/** One open connection, used by one exchange at a time. */
final class Link {
    private static final int BUFFER = 1 << 14;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final boolean acknowledges;
    private final byte[] received = new byte[BUFFER];
    private final byte[] unsent = new byte[BUFFER];
    private int start;
    private int end;
    private int waiting;
    private boolean broken;
    private long idleSince;

    Link(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        this.acknowledges = socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
    }

    /** What a request is written to: small pieces together, large ones as they are. */
    final class Sender extends OutputStream {
        private final Stalls.Watch watch;

        Sender(Stalls.Watch watch) {
            this.watch = watch;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            if (count > BUFFER - waiting) {
                flush();
            }
            if (count <= BUFFER - waiting) {
                System.arraycopy(bytes, offset, unsent, waiting, count);
                waiting += count;
            } else {
                send(bytes, offset, count);
            }
        }

        @Override
        public void flush() throws IOException {
            int count = waiting;
            waiting = 0;
            if (count > 0) {
                send(unsent, 0, count);
            }
        }

        private void send(byte[] bytes, int offset, int count) throws IOException {
            try {
                out.write(bytes, offset, count);
            } catch (IOException e) {
                broken = true;
                throw e;
            }
            watch.moved();
        }
    }

    /** Whether the connection itself failed, unlike the source of what was to be sent. */
    boolean isBroken() {
        return broken;
    }

    /** Whether something of an answer comes within this time; an end does not. */
    boolean answersWithin(int millis) throws IOException {
        if (start < end) {
            return true;
        }
        int usual = socket.getSoTimeout();
        socket.setSoTimeout(millis);
        try {
            return fill();
        } catch (SocketTimeoutException silent) {
            return false;
        } finally {
            socket.setSoTimeout(usual);
        }
    }

    private boolean fill() throws IOException {
        start = 0;
        end = 0;
        try {
            end = Math.max(0, in.read(received));
        } catch (SocketTimeoutException silent) {
            throw silent;
        } catch (IOException e) {
            broken = true;
            throw e;
        }
        return end > 0;
    }

    /** Waits for the answer; false if the server has closed the connection instead. */
    boolean answers() throws IOException {
        if (start < end) {
            return true;
        }
        if (acknowledges) {
            // Ceph writes a head and a small content one after the other, and its kernel keeps the second until the
            // first is acknowledged (RFC 896), for which ours would take 40 ms. It forgets this with each request.
            socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
        return fill();
    }

    /** A line without its end, in ISO 8859-1. */
    String line(int longest) throws IOException {
        String begun = "";
        while (true) {
            if (start == end && !fill()) {
                throw new EOFException("the server closed the connection within its answer");
            }
            int stop = start;
            while (stop < end && received[stop] != '\n') {
                stop++;
            }
            String piece = new String(received, start, stop - start, StandardCharsets.ISO_8859_1);
            String line = begun.isEmpty() ? piece : begun.concat(piece);
            if (line.length() > longest) {
                throw new IOException("the answer's head is too long");
            }
            if (stop < end) {
                start = stop + 1;
                return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            }
            start = end;
            begun = line;
        }
    }

    /** Some bytes; negative at the end. */
    int read(byte[] bytes, int offset, int count) throws IOException {
        if (start == end) {
            if (count >= BUFFER) {
                return in.read(bytes, offset, count);
            }
            if (!fill()) {
                return -1;
            }
        }
        int read = Math.min(count, end - start);
        System.arraycopy(received, start, bytes, offset, read);
        start += read;
        return read;
    }

    /** Whether the server has said more than it was asked for, so that nothing it says can be trusted any more. */
    boolean hasMore() {
        return start < end;
    }

    void idle() {
        idleSince = System.nanoTime();
    }

    long idleNanos() {
        return System.nanoTime() - idleSince;
    }

    /** Also ends what another thread is doing with it. */
    void close() {
        try {
            socket.close();
        } catch (IOException closed) {
            broken = true;
        }
    }
}
