// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The attributes of PS3.6 (edition 2024b) and PS3.7. */
public final class Dictionary {
    /** Edition of the standard that the table was taken from. */
    public static final String EDITION = "2024b";

    /** An attribute; where the standard leaves a choice of representations, {@code vr} is the usual one. */
    public record Entry(int tag, Vr vr, String multiplicity, String keyword, boolean retired, boolean choice) {}

    /** Attributes of repeating groups: a tag belongs when its bits under the mask are the entry's. */
    private record Repeating(int mask, Entry entry) {}

    private static final int SLOTS = 1 << 14;
    private static final Entry[] TABLE = new Entry[SLOTS];
    private static final List<Repeating> REPEATING = new ArrayList<>();
    private static final Map<String, Integer> KEYWORDS = new HashMap<>();

    static {
        lines("attributes.tsv", Dictionary::read);
    }

    private Dictionary() {}

    public static Optional<Entry> entry(int tag) {
        return Optional.ofNullable(find(tag));
    }

    /** The representation of a standard attribute; UN for what the table does not know. */
    public static Vr vr(int tag) {
        Entry entry = find(tag);
        return entry == null ? otherVr(tag) : entry.vr();
    }

    /** The keyword, like "PatientName"; the tag in brackets for what the table does not know. */
    public static String keyword(int tag) {
        Entry entry = find(tag);
        return entry == null ? Tag.toString(tag) : entry.keyword();
    }

    public static OptionalInt tag(String keyword) {
        Integer tag = KEYWORDS.get(keyword);
        return tag == null ? OptionalInt.empty() : OptionalInt.of(tag);
    }

    /** All attributes with one tag; those of repeating groups are left out. */
    public static Stream<Entry> entries() {
        return Stream.of(TABLE).filter(entry -> entry != null);
    }

    private static Vr otherVr(int tag) {
        if (Tag.isGroupLength(tag)) {
            return Vr.UL;
        }
        return Tag.isPrivateCreator(tag) ? Vr.LO : Vr.UN;
    }

    private static @Nullable Entry find(int tag) {
        int slot = slot(tag);
        Entry entry = TABLE[slot];
        while (entry != null) {
            if (entry.tag() == tag) {
                return entry;
            }
            slot = (slot + 1) & (SLOTS - 1);
            entry = TABLE[slot];
        }
        if (Tag.isPrivate(tag)) {
            return null;
        }
        for (Repeating repeating : REPEATING) {
            if ((tag & repeating.mask()) == repeating.entry().tag()) {
                return repeating.entry();
            }
        }
        return null;
    }

    private static int slot(int tag) {
        return (tag * 0x9E3779B1) >>> 18;
    }

    private static void read(String[] row) {
        String[] vrs = row[1].split("/", -1);
        // Where OW is possible it is what implicit little endian has (PS3.5 A.1).
        String vr = vrs[vrs.length - 1].equals("OW") ? "OW" : vrs[0];
        boolean retired = row.length > 4;
        int tag = Integer.parseUnsignedInt(row[0].replace('x', '0'), 16);
        Entry entry = new Entry(tag, Vr.valueOf(vr), row[2], row[3], retired, vrs.length > 1);
        KEYWORDS.put(row[3], tag);
        if (row[0].indexOf('x') >= 0) {
            int mask = Integer.parseUnsignedInt(row[0].replaceAll("[^x]", "f").replace('x', '0'), 16);
            REPEATING.add(new Repeating(mask, entry));
            return;
        }
        int slot = slot(tag);
        while (TABLE[slot] != null) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        TABLE[slot] = entry;
    }

    /** Hands each row of a table beside this class to the reader, the head line left out. */
    static void lines(String resource, Consumer<String[]> reader) {
        InputStream in = Dictionary.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("The table is part of the program: " + resource);
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().skip(1).forEach(line -> reader.accept(line.split("\t", -1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
