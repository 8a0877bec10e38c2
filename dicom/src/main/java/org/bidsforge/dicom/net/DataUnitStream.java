// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Cuts a command or data set into P-DATA units, each with one presentation data value. */
final class DataUnitStream extends OutputStream {
    private static final int HEADS = 12;
    private static final int LARGEST = 256 << 10;

    private final TimedChannel channel;
    private final Duration timeout;
    private final int contextId;
    private final int control;
    private final ByteBuffer unit;

    DataUnitStream(TimedChannel channel, Duration timeout, int contextId, boolean command, int peerMaxPdu) {
        this.channel = channel;
        this.timeout = timeout;
        this.contextId = contextId;
        this.control = command ? 1 : 0;
        // A maximum of 0 means that there is none. The length counts what follows a unit's first six bytes.
        int size = peerMaxPdu == 0 ? LARGEST : Math.min(peerMaxPdu, LARGEST);
        this.unit = ByteBuffer.allocate(Math.max(size, 64) + 6).position(HEADS);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (!unit.hasRemaining()) {
                send(0);
            }
            int count = Math.min(length - done, unit.remaining());
            unit.put(bytes, offset + done, count);
            done += count;
        }
    }

    /** Sends the last unit. Without it, as after a failure, the peer knows that the object is not complete. */
    void finish() throws IOException {
        send(2);
    }

    private void send(int last) throws IOException {
        unit.flip();
        int length = unit.limit();
        unit.put(0, (byte) PduType.DATA.code()).put(1, (byte) 0).putInt(2, length - 6);
        unit.putInt(6, length - 10).put(10, (byte) contextId).put(11, (byte) (control | last));
        channel.write(unit, timeout);
        unit.clear().position(HEADS);
    }
}
