// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Text of the protocol, in which each character stands for one byte, because the bytes have no stated encoding and must
 * be sent back unchanged.
 */
public final class ByteText {
    private ByteText() {}

    /** A message for people as one line. */
    static String ofMessage(String message) {
        String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        return new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The text if the bytes are UTF-8. */
    public static Optional<String> decode(String byteText) {
        byte[] bytes = byteText.getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes) ? Optional.of(text) : Optional.empty();
    }

    /** The file of that name, in the encoding that this Java uses for file names. */
    static Path path(String byteText) throws ProtocolException {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        byte[] bytes = byteText.getBytes(StandardCharsets.ISO_8859_1);
        Charset charset = Charset.forName(encoding);
        String name = new String(bytes, charset);
        if (!Arrays.equals(name.getBytes(charset), bytes)) {
            throw new ProtocolException("the file name cannot be expressed in the encoding " + encoding
                    + " of this locale; set LC_ALL=C.UTF-8");
        }
        return Path.of(name);
    }
}
