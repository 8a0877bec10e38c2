// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.io.DicomReader;
import org.jspecify.annotations.Nullable;

/** Joins P-DATA units to commands and streams of data sets, without ever holding a whole data set. */
final class MessageReader {
    private static final int COMMAND_LIMIT = 64 << 10;

    private final Connection connection;
    private final DicomReader commands = DicomReader.ofEverything();
    private int unitLeft;

    /** A command and the presentation context it came in. */
    record Command(int contextId, DataSet dataSet) {}

    /** What ended the talk instead of a command. */
    enum Ending {
        RELEASE,
        ABORT,
        CLOSED
    }

    private record Part(int contextId, boolean command, boolean last, int length) {}

    private @Nullable Ending ending;

    MessageReader(Connection connection) {
        this.connection = connection;
    }

    /** Why there was no other command; only after an empty answer. */
    Ending ending() {
        return ending == null ? Ending.CLOSED : ending;
    }

    Optional<Command> readCommand(Duration patience) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (true) {
            Part part = readPart(patience);
            if (part == null) {
                return Optional.empty();
            }
            if (!part.command() || bytes.size() + part.length() > COMMAND_LIMIT) {
                throw new ProtocolException("A command was expected, of at most " + COMMAND_LIMIT + " bytes");
            }
            bytes.writeBytes(connection.readBody(part.length()));
            if (part.last()) {
                InputStream in = new ByteArrayInputStream(bytes.toByteArray());
                DataSet dataSet = commands.readDataSet(in, Uids.IMPLICIT_LITTLE_ENDIAN);
                return Optional.of(new Command(part.contextId(), dataSet));
            }
        }
    }

    /** The data set that follows a command. */
    DataSetStream dataSet(int contextId, Duration patience) {
        return new DataSetStream(contextId, patience);
    }

    /** The next presentation data value; null when a unit of another kind ended the talk. */
    private @Nullable Part readPart(Duration patience) throws IOException {
        while (unitLeft == 0) {
            Connection.Head head = connection.readHead(patience).orElse(null);
            if (head == null) {
                ending = Ending.CLOSED;
                return null;
            }
            if (head.type() == PduType.DATA) {
                unitLeft = head.length();
                continue;
            }
            connection.readBody(head.length());
            ending = switch (head.type()) {
                case RELEASE_REQUEST -> Ending.RELEASE;
                case ABORT -> Ending.ABORT;
                case ASSOCIATE_REQUEST, ASSOCIATE_ACCEPT, ASSOCIATE_REJECT, RELEASE_RESPONSE, DATA ->
                    throw new ProtocolException("Unexpected unit " + head.type());
            };
            return null;
        }
        if (unitLeft < 6) {
            throw new ProtocolException("A data unit ends inside a value's head");
        }
        ByteBuffer head = ByteBuffer.wrap(connection.readBody(6));
        int length = head.getInt() - 2;
        int contextId = head.get() & 0xFF;
        int control = head.get();
        unitLeft -= 6;
        if (length < 0 || length > unitLeft) {
            throw new ProtocolException("A data value is longer than its unit");
        }
        unitLeft -= length;
        return new Part(contextId, (control & 1) != 0, (control & 2) != 0, length);
    }

    /** One data set as it arrives. */
    final class DataSetStream extends InputStream {
        private final int contextId;
        private final Duration patience;
        private int left;
        private boolean last;
        private boolean failed;

        private DataSetStream(int contextId, Duration patience) {
            this.contextId = contextId;
            this.patience = patience;
        }

        /** Whether the network, not the one who reads, is to blame for an exception. */
        boolean failed() {
            return failed;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            boolean done = false;
            try {
                while (left == 0) {
                    if (last) {
                        done = true;
                        return -1;
                    }
                    nextPart();
                }
                int read = connection.read(bytes, offset, Math.min(length, left));
                if (read < 0) {
                    throw new ProtocolException("The peer closed the connection inside an object");
                }
                left -= read;
                done = true;
                return read;
            } finally {
                failed |= !done;
            }
        }

        private void nextPart() throws IOException {
            Part part = readPart(patience);
            if (part == null) {
                throw new ProtocolException("The peer ended the association inside an object");
            }
            if (part.command() || part.contextId() != contextId) {
                throw new ProtocolException("A part of the object was expected");
            }
            left = part.length();
            last = part.last();
        }
    }
}
