// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Values between their bytes and text or numbers. */
final class Values {
    private static final double[] NO_NUMBERS = new double[0];

    private Values() {}

    static List<String> strings(Element.Plain plain, DataSet owner) {
        Vr vr = plain.vr();
        if (vr.isNumber()) {
            return numberTexts(plain);
        }
        if (plain.isEmpty()) {
            return List.of();
        }
        boolean local = vr.isLocalText() || vr == Vr.UN;
        String text = local ? decode(plain, owner.characterSets()) : plain.asciiText();
        if (!vr.isMultiValued()) {
            return List.of(text.stripTrailing());
        }
        return split(text);
    }

    static List<String> split(String text) {
        if (text.indexOf('\\') < 0) {
            return List.of(text.strip());
        }
        List<String> values = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\\'); end >= 0; end = text.indexOf('\\', start)) {
            values.add(text.substring(start, end).strip());
            start = end + 1;
        }
        values.add(text.substring(start).strip());
        return values;
    }

    static double[] numbers(Element.Plain plain) {
        Vr vr = plain.vr();
        if (vr == Vr.DS || vr == Vr.IS) {
            return parsed(plain.asciiText());
        }
        if (!vr.isNumber() || vr == Vr.AT) {
            return NO_NUMBERS;
        }
        ByteBuffer buffer = plain.buffer();
        double[] numbers = new double[plain.length() / vr.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = numberAt(buffer, vr, i * vr.size());
        }
        return numbers;
    }

    static Element ofText(int tag, Vr vr, CharacterSets sets, String... values) {
        if (vr == Vr.SV || vr == Vr.UV) {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
            // Doubles do not hold all integers of eight bytes.
            Arrays.stream(values).map(BigInteger::new).forEach(value -> bytes.putLong(value.longValue()));
            return Element.of(tag, vr, bytes.array());
        }
        if (vr.isNumber()) {
            return ofNumbers(
                    tag,
                    vr,
                    Arrays.stream(values).mapToDouble(Double::parseDouble).toArray());
        }
        String text = String.join("\\", values);
        byte[] bytes = vr.isLocalText() ? sets.encode(text) : text.getBytes(StandardCharsets.ISO_8859_1);
        return Element.of(tag, vr, even(bytes, vr));
    }

    static Element ofNumbers(int tag, Vr vr, double... values) {
        if (vr == Vr.DS || vr == Vr.IS) {
            String[] texts =
                    Arrays.stream(values).mapToObj(value -> decimal(value, vr)).toArray(String[]::new);
            return ofText(tag, vr, CharacterSets.DEFAULT, texts);
        }
        if (!vr.isNumber()) {
            throw new IllegalArgumentException("A representation of numbers: " + Tag.toString(tag) + " " + vr);
        }
        ByteBuffer bytes = ByteBuffer.allocate(values.length * vr.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            putNumber(bytes, vr, value);
        }
        return Element.of(tag, vr, bytes.array());
    }

    static byte[] even(byte[] bytes, Vr vr) {
        if ((bytes.length & 1) == 0) {
            return bytes;
        }
        byte[] padded = Arrays.copyOf(bytes, bytes.length + 1);
        padded[bytes.length] = vr.padding();
        return padded;
    }

    private static String decode(Element.Plain plain, CharacterSets sets) {
        byte[] bytes = plain.toByteArray();
        int length = bytes.length;
        while (length > 0 && (bytes[length - 1] == 0 || bytes[length - 1] == ' ')) {
            length--;
        }
        return sets.decode(bytes, 0, length);
    }

    private static List<String> numberTexts(Element.Plain plain) {
        Vr vr = plain.vr();
        ByteBuffer buffer = plain.buffer();
        List<String> texts = new ArrayList<>();
        for (int at = 0; at + vr.size() <= plain.length(); at += vr.size()) {
            texts.add(numberText(buffer, vr, at));
        }
        return texts;
    }

    private static String numberText(ByteBuffer buffer, Vr vr, int at) {
        return switch (vr) {
            case AT -> String.format("%04X%04X", buffer.getShort(at), buffer.getShort(at + 2));
            case UV -> Long.toUnsignedString(buffer.getLong(at));
            case SV -> Long.toString(buffer.getLong(at));
            case FL -> Float.toString(buffer.getFloat(at));
            case FD -> Double.toString(buffer.getDouble(at));
            default -> Long.toString((long) numberAt(buffer, vr, at));
        };
    }

    private static double numberAt(ByteBuffer buffer, Vr vr, int at) {
        return switch (vr) {
            case US -> buffer.getShort(at) & 0xFFFF;
            case SS -> buffer.getShort(at);
            case UL -> buffer.getInt(at) & 0xFFFFFFFFL;
            case SL -> buffer.getInt(at);
            case FL -> buffer.getFloat(at);
            case FD -> buffer.getDouble(at);
            case SV -> buffer.getLong(at);
            case UV -> new BigDecimal(Long.toUnsignedString(buffer.getLong(at))).doubleValue();
            default -> throw new IllegalArgumentException("A representation of numbers: " + vr);
        };
    }

    private static void putNumber(ByteBuffer bytes, Vr vr, double value) {
        switch (vr) {
            case US, SS -> bytes.putShort((short) (int) value);
            case UL, SL -> bytes.putInt((int) (long) value);
            case FL -> bytes.putFloat((float) value);
            case FD -> bytes.putDouble(value);
            case SV, UV -> bytes.putLong((long) value);
            default -> throw new IllegalArgumentException("A representation of whole or real numbers: " + vr);
        }
    }

    private static double[] parsed(String text) {
        if (text.isBlank()) {
            return NO_NUMBERS;
        }
        List<String> texts = split(text);
        double[] numbers = new double[texts.size()];
        try {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Double.parseDouble(texts.get(i));
            }
        } catch (NumberFormatException e) {
            return NO_NUMBERS;
        }
        return numbers;
    }

    /** A decimal string has at most 16 characters. */
    private static String decimal(double value, Vr vr) {
        if (vr == Vr.IS || (value == Math.rint(value) && Math.abs(value) < 1e15)) {
            return Long.toString((long) value);
        }
        for (int digits = 15; digits > 0; digits--) {
            String text = new BigDecimal(value, new MathContext(digits))
                    .stripTrailingZeros()
                    .toString();
            if (text.length() <= Vr.DS.size()) {
                return text;
            }
        }
        throw new IllegalArgumentException("A number that sixteen characters can hold: " + value);
    }
}
