// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The character sets a data set names in Specific Character Set (0008,0005), with code extensions (PS3.3 C.12.1.1.2,
 * PS3.5 6.1). Reading never fails: what cannot be decoded becomes U+FFFD.
 */
public final class CharacterSets {
    public static final CharacterSets DEFAULT = new CharacterSets(List.of());
    public static final String UTF_8 = "ISO_IR 192";

    private static final char ESCAPE = 0x1B;

    /** Numbers of the ISO registry in the defined terms, both "ISO_IR n" and "ISO 2022 IR n". */
    private static final Map<String, String> BY_REGISTRATION = Map.ofEntries(
            Map.entry("6", "US-ASCII"),
            Map.entry("13", "JIS_X0201"),
            Map.entry("58", "GB2312"),
            Map.entry("87", "x-JIS0208"),
            Map.entry("100", "ISO-8859-1"),
            Map.entry("101", "ISO-8859-2"),
            Map.entry("109", "ISO-8859-3"),
            Map.entry("110", "ISO-8859-4"),
            Map.entry("126", "ISO-8859-7"),
            Map.entry("127", "ISO-8859-6"),
            Map.entry("138", "ISO-8859-8"),
            Map.entry("144", "ISO-8859-5"),
            Map.entry("148", "ISO-8859-9"),
            Map.entry("149", "EUC-KR"),
            Map.entry("159", "JIS_X0212-1990"),
            Map.entry("166", "TIS-620"),
            Map.entry("192", "UTF-8"),
            Map.entry("203", "ISO-8859-15"));

    /** Escape sequences without the escape character; all of them select a set that also holds ASCII, but x-JIS. */
    private static final Map<String, String> BY_ESCAPE = Map.ofEntries(
            Map.entry("(B", "US-ASCII"),
            Map.entry("(J", "JIS_X0201"),
            Map.entry(")I", "JIS_X0201"),
            Map.entry("$B", "x-JIS0208"),
            Map.entry("$(D", "JIS_X0212-1990"),
            Map.entry("$)A", "GB2312"),
            Map.entry("$)C", "EUC-KR"),
            Map.entry("-A", "ISO-8859-1"),
            Map.entry("-B", "ISO-8859-2"),
            Map.entry("-C", "ISO-8859-3"),
            Map.entry("-D", "ISO-8859-4"),
            Map.entry("-F", "ISO-8859-7"),
            Map.entry("-G", "ISO-8859-6"),
            Map.entry("-H", "ISO-8859-8"),
            Map.entry("-L", "ISO-8859-5"),
            Map.entry("-M", "ISO-8859-9"),
            Map.entry("-T", "TIS-620"),
            Map.entry("-b", "ISO-8859-15"));

    private final Charset first;
    private final boolean extended;

    private CharacterSets(List<String> terms) {
        this.first = terms.isEmpty() ? StandardCharsets.US_ASCII : charsetOfTerm(terms.get(0));
        this.extended = terms.size() > 1 || terms.stream().anyMatch(term -> term.startsWith("ISO 2022"));
    }

    /** The sets named by the values of (0008,0005). */
    public static CharacterSets of(List<String> terms) {
        return terms.isEmpty() ? DEFAULT : new CharacterSets(terms);
    }

    /** The text of a value, still with backslashes between its values and with its padding. */
    public String decode(byte[] bytes, int offset, int length) {
        if (isAscii(bytes, offset, length)) {
            return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        }
        if (!extended) {
            return yenAsBackslash(decode(first, bytes, offset, length));
        }
        StringBuilder text = new StringBuilder(length);
        Charset active = first;
        int start = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (bytes[i] == ESCAPE) {
                text.append(decode(active, bytes, start, i - start));
                String sequence = escapeAt(bytes, i + 1, end);
                active = charset(BY_ESCAPE.getOrDefault(sequence, active.name()));
                i += sequence.length();
                start = i + 1;
            } else if (isDelimiter(bytes[i]) && !isTwoByteOnly(active)) {
                text.append(decode(active, bytes, start, i + 1 - start));
                start = i + 1;
                active = first;
            }
        }
        return yenAsBackslash(
                text.append(decode(active, bytes, start, end - start)).toString());
    }

    /** The bytes of a text in the first of the sets. */
    public byte[] encode(String text) {
        try {
            ByteBuffer bytes = first.newEncoder()
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            byte[] array = new byte[bytes.remaining()];
            bytes.get(array);
            return array;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("Text is writable in the data set's character set: " + first, e);
        }
    }

    private static boolean isAscii(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] < 0 || bytes[i] == ESCAPE) {
                return false;
            }
        }
        return true;
    }

    private static String escapeAt(byte[] bytes, int start, int end) {
        for (int length = 2; length <= 3 && start + length <= end; length++) {
            String sequence = new String(bytes, start, length, StandardCharsets.ISO_8859_1);
            if (BY_ESCAPE.containsKey(sequence)) {
                return sequence;
            }
        }
        return "";
    }

    /** After a delimiter the first set is in force again. */
    private static boolean isDelimiter(byte b) {
        return b == '\\' || b == '^' || b == '=' || b == '\n' || b == '\r' || b == '\f' || b == '\t';
    }

    private static boolean isTwoByteOnly(Charset charset) {
        return charset.name().equals("x-JIS0208") || charset.name().equals("JIS_X0212-1990");
    }

    /** In the Japanese single-byte set code 5C is a yen sign that still divides values. */
    private String yenAsBackslash(String text) {
        return first.name().equals("JIS_X0201") ? text.replace('\u00A5', '\\') : text;
    }

    private static String decode(Charset charset, byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, charset);
    }

    private static Charset charsetOfTerm(String term) {
        if (term.equals("GB18030") || term.equals("GBK")) {
            return charset(term);
        }
        String registration = term.substring(term.lastIndexOf(' ') + 1);
        String name = BY_REGISTRATION.getOrDefault(registration, "US-ASCII");
        // A set of two-byte codes is never the one in force at the start of a value.
        return charset(name.equals("x-JIS0208") || name.equals("JIS_X0212-1990") ? "US-ASCII" : name);
    }

    private static Charset charset(String name) {
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.ISO_8859_1;
    }
}
