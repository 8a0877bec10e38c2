// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * A connection on which reading and writing both end in time. Plain sockets know no time-out for writing, so a peer that
 * stops reading would hold its thread for ever.
 */
final class TimedChannel implements AutoCloseable {
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 16).flip();

    TimedChannel(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        this.selector = Selector.open();
        this.key = channel.register(selector, 0);
    }

    /** Finishes a connection that was begun without blocking. */
    void finishConnect(Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!channel.finishConnect()) {
            await(SelectionKey.OP_CONNECT, deadline, "connecting");
        }
    }

    /** At least one byte; -1 at the end of the connection. */
    int read(byte[] bytes, int offset, int length, Duration timeout) throws IOException {
        if (!input.hasRemaining() && !fill(timeout)) {
            return -1;
        }
        int count = Math.min(length, input.remaining());
        input.get(bytes, offset, count);
        return count;
    }

    /** All of the bytes within the time, so that a peer which sends one now and then is not waited for. */
    void readFully(byte[] bytes, int offset, int length, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        int done = 0;
        while (done < length) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            int read = read(bytes, offset + done, length - done, left);
            if (read < 0) {
                throw new EOFException("The peer closed the connection");
            }
            done += read;
        }
    }

    void write(ByteBuffer bytes, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) > 0) {
                deadline = System.nanoTime() + timeout.toNanos();
            } else {
                await(SelectionKey.OP_WRITE, deadline, "writing");
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }

    private boolean fill(Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        input.clear();
        int read = channel.read(input);
        while (read == 0) {
            await(SelectionKey.OP_READ, deadline, "reading");
            read = channel.read(input);
        }
        input.flip();
        return read > 0;
    }

    private void await(int operation, long deadline, String doing) throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("Time ran out " + doing);
        }
        try {
            key.interestOps(operation);
            selector.select(left);
            selector.selectedKeys().clear();
        } catch (CancelledKeyException | ClosedSelectorException e) {
            throw new IOException("The connection was closed here", e);
        }
    }
}
