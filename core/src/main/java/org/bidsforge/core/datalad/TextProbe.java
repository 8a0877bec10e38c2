// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.datalad;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Whether bytes are text in the eyes of libmagic, by which git-annex decides on {@code mimeencoding=binary}. */
final class TextProbe {
    private TextProbe() {}

    static boolean isText(byte[] head) {
        return isUtf8(head) || isExtendedAscii(head) || isUtf16(head);
    }

    private static boolean isUtf8(byte[] head) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(head.length);
        // Not the end of the input: a character that the probe cuts in two is no error.
        CoderResult result = decoder.decode(ByteBuffer.wrap(head), text, false);
        return !result.isError() && text.flip().chars().allMatch(TextProbe::isTextCharacter);
    }

    /** ISO-8859 and its vendor extensions: any byte beyond ASCII may stand. */
    private static boolean isExtendedAscii(byte[] head) {
        for (byte b : head) {
            if (b >= 0 && !isTextCharacter(b)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf16(byte[] head) {
        if (head.length < 2) {
            return false;
        }
        int mark = ((head[0] & 0xff) << 8) | (head[1] & 0xff);
        if (mark != 0xfeff && mark != 0xfffe) {
            return false;
        }
        CharBuffer text = StandardCharsets.UTF_16.decode(ByteBuffer.wrap(head));
        return text.chars().allMatch(c -> c != 0xfffe && isTextCharacter(c));
    }

    /** Control characters that text has: bell, backspace, tab, line ends, form feed, escape. */
    private static boolean isTextCharacter(int c) {
        return c >= 32 ? c != 127 : (c >= 7 && c <= 13) || c == 27;
    }
}
