// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The only way to git-annex: whole lines, from any thread. */
final class LineWriter {
    private final OutputStream out;

    LineWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes a line; line ends within it, which would be read as messages of their own, become blanks. */
    synchronized void write(String line) throws IOException {
        String one = line.indexOf('\n') < 0 && line.indexOf('\r') < 0
                ? line
                : line.replace('\n', ' ').replace('\r', ' ');
        out.write(one.concat("\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
