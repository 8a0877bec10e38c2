// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the texts are in a Siemens CSA header of the second kind ("SV10"): named tags, each with items of text. Only
 * places are told, so that a text can be overwritten without moving anything.
 */
final class CsaHeader {
    private static final int HEAD = 16;
    private static final int TAG_HEAD = 84;
    private static final int ITEM_HEAD = 16;
    private static final int MOST_TAGS = 1000;

    /** One value: its tag's name and where its bytes are. */
    record Item(String tag, int start, int length) {}

    private CsaHeader() {}

    static boolean isCsa(byte[] bytes) {
        return bytes.length >= HEAD && bytes[0] == 'S' && bytes[1] == 'V' && bytes[2] == '1' && bytes[3] == '0';
    }

    /** All values; empty where the header is damaged. */
    static Optional<List<Item>> items(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int tags = in.getInt(8);
        if (tags < 1 || tags > MOST_TAGS) {
            return Optional.empty();
        }
        List<Item> items = new ArrayList<>();
        in.position(HEAD);
        for (int i = 0; i < tags; i++) {
            if (in.remaining() < TAG_HEAD) {
                return Optional.empty();
            }
            String name = name(bytes, in.position());
            int count = in.getInt(in.position() + 76);
            in.position(in.position() + TAG_HEAD);
            for (int j = 0; j < count; j++) {
                if (in.remaining() < ITEM_HEAD) {
                    return Optional.empty();
                }
                int length = in.getInt(in.position() + 4);
                in.position(in.position() + ITEM_HEAD);
                int padded = (length + 3) & ~3;
                if (length < 0 || padded < 0 || padded > in.remaining()) {
                    return Optional.empty();
                }
                items.add(new Item(name, in.position(), length));
                in.position(in.position() + padded);
            }
        }
        return Optional.of(items);
    }

    private static String name(byte[] bytes, int start) {
        int end = start;
        while (end < start + 64 && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
