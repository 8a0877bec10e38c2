// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.phantom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * A Siemens "CSA" header of the second kind ("SV10"), in which the scanner keeps what DICOM had no attribute for.
 * Layout: https://nipy.org/nibabel/dicom/siemens_csa.html
 */
final class CsaHeader {
    private static final int NAME_BYTES = 64;
    private static final int CHECK = 77;
    private static final int ITEMS_PER_TAG = 6;

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(String vr, int syngoType, List<String> values) {}

    CsaHeader numbers(String name, double... values) {
        List<String> texts = DoubleStream.of(values)
                .mapToObj(value -> String.format(Locale.ROOT, "%.8f", value))
                .toList();
        entries.put(name, new Entry("FD", 4, texts));
        return this;
    }

    CsaHeader integer(String name, long value) {
        entries.put(name, new Entry("IS", 6, List.of(Long.toString(value))));
        return this;
    }

    CsaHeader text(String name, String value) {
        entries.put(name, new Entry("LO", 19, List.of(value)));
        return this;
    }

    byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(size()).order(ByteOrder.LITTLE_ENDIAN);
        out.put("SV10".getBytes(StandardCharsets.US_ASCII)).put(new byte[] {4, 3, 2, 1});
        out.putInt(entries.size()).putInt(CHECK);
        entries.forEach((name, entry) -> write(out, name, entry));
        return out.array();
    }

    private static void write(ByteBuffer out, String name, Entry entry) {
        out.put(fixed(name, NAME_BYTES));
        out.putInt(entry.values.size());
        out.put(fixed(entry.vr, 4));
        int items = Math.max(ITEMS_PER_TAG, entry.values.size());
        out.putInt(entry.syngoType).putInt(items).putInt(CHECK);
        for (int i = 0; i < items; i++) {
            byte[] value = i < entry.values.size() ? terminated(entry.values.get(i)) : new byte[0];
            out.putInt(value.length).putInt(value.length).putInt(CHECK).putInt(value.length);
            out.put(value).put(new byte[padding(value.length)]);
        }
    }

    private int size() {
        int size = 16;
        for (Entry entry : entries.values()) {
            size += NAME_BYTES + 20 + 16 * Math.max(ITEMS_PER_TAG, entry.values.size());
            for (String value : entry.values) {
                int length = terminated(value).length;
                size += length + padding(length);
            }
        }
        return size;
    }

    private static int padding(int length) {
        return (4 - length % 4) % 4;
    }

    private static byte[] terminated(String text) {
        return (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] fixed(String text, int length) {
        return ByteBuffer.allocate(length)
                .put(text.getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
