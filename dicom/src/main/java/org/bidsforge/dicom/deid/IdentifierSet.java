// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Everything that identified a session's subject, staff, place or objects before de-identification, to be looked for
 * afterwards. Prints its size only. Immutable.
 */
public final class IdentifierSet {
    /** Text in element values and files; {@code BINARY} is what may hold text among other bytes. */
    public enum Content {
        TEXT,
        NUMBERS,
        BINARY
    }

    /** Where something was found: bytes from {@code start} to before {@code end}. */
    public record Hit(IdentifierKind kind, int start, int end) {}

    record Identifier(String text, IdentifierKind kind) {}

    private record Needle(Identifier identifier, boolean wide) {}

    /** A word this long is looked for inside other words too, as in smithjohn_2. */
    private static final int DISTINCTIVE = 6;

    /** Digits alone are looked for in numbers and binary values only when they are this many. */
    private static final int DISTINCTIVE_DIGITS = 8;

    private static final int SHORTEST_RUN = 4;

    static final int SHORTEST_UID = 10;

    private final List<Needle> needles = new ArrayList<>();
    private final Set<String> uids = new HashSet<>();
    private final PatternSearch search;
    private final int size;

    IdentifierSet(Collection<Identifier> identifiers) {
        Map<ByteBuffer, Needle> spellings = new LinkedHashMap<>();
        for (Identifier identifier : identifiers) {
            if (identifier.kind() == IdentifierKind.UID) {
                uids.add(identifier.text());
                continue;
            }
            for (String spelling : spellings(identifier.text())) {
                put(spellings, spelling, StandardCharsets.UTF_8, identifier);
                put(spellings, spelling, StandardCharsets.ISO_8859_1, identifier);
                put(spellings, spelling, StandardCharsets.UTF_16LE, identifier);
            }
        }
        needles.addAll(spellings.values());
        this.search = new PatternSearch(spellings.keySet());
        this.size = identifiers.size();
    }

    public static IdentifierSet empty() {
        return new IdentifierSet(List.of());
    }

    /** How many identifiers there are. */
    public int size() {
        return size;
    }

    public boolean occursIn(String text) {
        return !find(text).isEmpty();
    }

    public List<Hit> find(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return find(bytes, 0, bytes.length, Content.TEXT);
    }

    public List<Hit> find(byte[] bytes, Content content) {
        return find(bytes, 0, bytes.length, content);
    }

    List<Hit> find(byte[] bytes, int offset, int length, Content content) {
        List<Hit> hits = new ArrayList<>();
        int limit = offset + length;
        search.search(bytes, offset, length, (pattern, start, end) -> {
            Needle needle = needles.get(pattern);
            if (counts(needle, bytes, start, end, offset, limit, content)) {
                hits.add(new Hit(needle.identifier().kind(), start, end));
            }
        });
        findUids(bytes, offset, limit, hits);
        return hits;
    }

    /** There may be thousands of UIDs, so the runs of digits and dots are looked up instead. */
    private void findUids(byte[] bytes, int offset, int limit, List<Hit> hits) {
        int i = offset;
        while (i < limit) {
            int start = i;
            while (i < limit && (isDigit(bytes[i]) || bytes[i] == '.')) {
                i++;
            }
            if (i - start >= SHORTEST_UID) {
                String run = new String(bytes, start, i - start, StandardCharsets.US_ASCII);
                if (uids.contains(run) || uids.contains(run.replaceAll("^\\.+|\\.+$", ""))) {
                    hits.add(new Hit(IdentifierKind.UID, start, i));
                }
            }
            i++;
        }
    }

    @Override
    public String toString() {
        return size + " identifiers";
    }

    /** A short word inside a longer one, or a small number inside a larger, is another word or number. */
    private static boolean counts(
            Needle needle, byte[] bytes, int start, int end, int offset, int limit, Content content) {
        String text = needle.identifier().text();
        int step = needle.wide() ? 2 : 1;
        int before = start - step < offset ? ' ' : bytes[start - step] & 0xFF;
        int after = end + step > limit ? ' ' : bytes[end] & 0xFF;
        boolean digits = isDigits(text);
        if (digits && text.length() < DISTINCTIVE_DIGITS && content != Content.TEXT) {
            return false;
        }
        boolean inNumber = (isDigit(text.charAt(0)) && isDigit(before))
                || (isDigit(text.charAt(text.length() - 1)) && isDigit(after));
        if (inNumber) {
            return false;
        }
        if (digits && (before == '.' || after == '.') && content != Content.TEXT) {
            return false;
        }
        boolean distinctive = text.length() >= DISTINCTIVE || !isAscii(text);
        if (!distinctive && (isLetter(before) || isLetter(after))) {
            return false;
        }
        return distinctive || content != Content.BINARY || run(bytes, start, end, offset, limit, step) >= SHORTEST_RUN;
    }

    /** Length of the printable text a match lies in, its own letters not counted. */
    private static int run(byte[] bytes, int start, int end, int offset, int limit, int step) {
        int from = start;
        while (from - step >= offset && isPrintable(bytes[from - step])) {
            from -= step;
        }
        int to = end;
        while (to < limit && isPrintable(bytes[to])) {
            to += step;
        }
        return (start - from + Math.max(0, to - end)) / step;
    }

    private static void put(Map<ByteBuffer, Needle> all, String spelling, Charset charset, Identifier identifier) {
        if (!charset.newEncoder().canEncode(spelling)) {
            return;
        }
        byte[] bytes = spelling.getBytes(charset);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) PatternSearch.fold(bytes[i]);
        }
        all.putIfAbsent(ByteBuffer.wrap(bytes), new Needle(identifier, charset.equals(StandardCharsets.UTF_16LE)));
    }

    /** As it is, in capitals and small letters, without accents, and with German umlauts written out. */
    private static List<String> spellings(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String bare = Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        String written =
                lower.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss");
        return List.of(lower, text.toUpperCase(Locale.ROOT), text, bare, written).stream()
                .distinct()
                .toList();
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isLetter(int b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
    }

    private static boolean isPrintable(byte b) {
        return b >= ' ' && b < 0x7F;
    }
}
