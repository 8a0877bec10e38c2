// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of bytes, of a bounded length; used by one thread. */
final class LineReader {
    private static final int LONGEST = 1 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private int start;
    private int end;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line without its newline; null at the end, also if the last line has none. */
    @Nullable
    String next() throws IOException {
        StringBuilder begun = null;
        while (true) {
            int stop = start;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            String piece = new String(buffer, start, stop - start, StandardCharsets.ISO_8859_1);
            if (stop < end) {
                start = stop + 1;
                return begun == null ? piece : begun.append(piece).toString();
            }
            begun = begun == null ? new StringBuilder(piece) : begun.append(piece);
            if (begun.length() > LONGEST) {
                throw new ProtocolException("a line of more than " + LONGEST + " bytes");
            }
            start = 0;
            end = Math.max(0, in.read(buffer));
            if (end == 0) {
                return null;
            }
        }
    }
}
