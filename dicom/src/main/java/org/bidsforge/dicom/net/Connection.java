// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Sends and receives the units of the upper layer. One thread uses it; another may close it. */
final class Connection implements AutoCloseable {
    private static final int HEAD = 6;

    private final TimedChannel channel;
    private final Duration timeout;
    private final int maxPdu;

    /** The head of a unit whose body follows. */
    record Head(PduType type, int length) {}

    Connection(TimedChannel channel, Duration timeout, int maxPdu) {
        this.channel = channel;
        this.timeout = timeout;
        this.maxPdu = maxPdu;
    }

    /** The next unit's head; empty when the peer closed the connection between units. */
    Optional<Head> readHead(Duration patience) throws IOException {
        byte[] head = new byte[HEAD];
        int first = channel.read(head, 0, 1, patience);
        if (first < 0) {
            return Optional.empty();
        }
        channel.readFully(head, 1, HEAD - 1, timeout);
        PduType type = PduType.of(head[0] & 0xFF)
                .orElseThrow(() -> new ProtocolException("No such protocol data unit: " + (head[0] & 0xFF)));
        int length = ByteBuffer.wrap(head).getInt(2);
        int limit = type == PduType.DATA ? maxPdu : type.limit();
        if (length < 0 || length > limit) {
            throw new ProtocolException("A " + type + " unit of " + (length & 0xFFFFFFFFL) + " bytes is too long");
        }
        return Optional.of(new Head(type, length));
    }

    byte[] readBody(int length) throws IOException {
        byte[] body = new byte[length];
        channel.readFully(body, 0, length, timeout);
        return body;
    }

    int read(byte[] bytes, int offset, int length) throws IOException {
        return channel.read(bytes, offset, length, timeout);
    }

    void write(PduType type, byte[] body) throws IOException {
        ByteBuffer unit = ByteBuffer.allocate(HEAD + body.length);
        unit.put((byte) type.code()).put((byte) 0).putInt(body.length).put(body);
        channel.write(unit.flip(), timeout);
    }

    /** A stream of one message part, cut into units the peer can take. */
    DataUnitStream dataStream(int contextId, boolean command, int peerMaxPdu) {
        return new DataUnitStream(channel, timeout, contextId, command, peerMaxPdu);
    }

    /** Tells the peer why it is not served; a peer that is gone already does not matter. */
    void reject(boolean transientReason, int source, int reason) throws IOException {
        write(PduType.ASSOCIATE_REJECT, new byte[] {0, (byte) (transientReason ? 2 : 1), (byte) source, (byte) reason});
    }

    /** Aborts as service provider with a reason of PS3.8 table 9-26. */
    void abort(int reason) throws IOException {
        write(PduType.ABORT, new byte[] {0, 0, 2, (byte) reason});
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
