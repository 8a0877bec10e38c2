// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.dicom.deid;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Blanks what identifies in the protocols that Siemens scanners keep in private elements (CSA headers, XProtocol,
 * ASCCONV), in place: a byte more or less would make the rest unreadable for converters. Known identifiers are found
 * wherever they are; beyond them the values of telling keys, all UIDs, and unknown words in names go.
 */
final class ProtocolText {
    private static final String TELLING = "patients?_?(?:name|id|loid|birth\\w*|address|telephone|phone|comments?|history"
            + "|alias|insurance)|birth_?(?:day|date)|physician|operator|institution\\w*|serial_?(?:number|no)|accession"
            + "|hospital|department|requestingservice|studycomment|usercomment";
    private static final String NAMES = "protocol_?name|freetext|protocol_?comment|seriesdescription|studydescription"
            + "|protocoldescription|imagecomments?";

    private static final Pattern TELLING_TAG = Pattern.compile("(?i).*(?:" + TELLING + ").*");

    /** A key, then its value in quotes: {@code <ParamString."Key"> { "value" }} or {@code key = ""value""}. */
    private static final Pattern VALUE = Pattern.compile("(?i)[\\w.\\[\\]]*(?:(" + TELLING + ")|(?:" + NAMES
            + "))[\\w\\[\\]]*(?:\">\\s{0,8}\\{\\s{0,80}|[ \\t]{0,8}=[ \\t]{0,8}|[ \\t]{1,8})\"{1,2}([^\"\\n]{1,512})\"");

    private static final Pattern UID = Pattern.compile("(?<![\\d.])[0-2](?:\\.\\d{1,39}){5,}(?![\\d.])");

    /** Headers of a series are the same in each of its objects. */
    private static final int REMEMBERED = 16;

    private final IdentifierSet identifiers;
    private final Pseudonyms pseudonyms;
    private final TextCleaner cleaner;
    private final Map<ByteBuffer, Optional<byte[]>> remembered = new LinkedHashMap<>();

    ProtocolText(IdentifierSet identifiers, Pseudonyms pseudonyms, TextCleaner cleaner) {
        this.identifiers = identifiers;
        this.pseudonyms = pseudonyms;
        this.cleaner = cleaner;
    }

    /** A CSA header without identifiers; empty where it cannot be told apart what is text, so that it must go. */
    Optional<byte[]> cleanCsa(byte[] header) {
        return remember(header, () -> {
            byte[] bytes = header.clone();
            if (!CsaHeader.isCsa(bytes)) {
                return cleaned(bytes, IdentifierSet.Content.BINARY);
            }
            Optional<List<CsaHeader.Item>> items = CsaHeader.items(bytes);
            if (items.isEmpty()) {
                return Optional.empty();
            }
            for (CsaHeader.Item item : items.get()) {
                if (TELLING_TAG.matcher(item.tag()).matches()) {
                    blank(bytes, item.start(), item.start() + item.length());
                }
                blankHits(bytes, item.start(), item.length(), IdentifierSet.Content.TEXT);
            }
            return cleaned(bytes, IdentifierSet.Content.BINARY);
        });
    }

    /** A protocol text without identifiers. */
    Optional<byte[]> cleanText(byte[] text) {
        return remember(text, () -> cleaned(text.clone(), IdentifierSet.Content.TEXT));
    }

    private interface Cleaning {
        Optional<byte[]> run();
    }

    private Optional<byte[]> remember(byte[] original, Cleaning cleaning) {
        ByteBuffer key = ByteBuffer.wrap(original);
        Optional<byte[]> known = remembered.get(key);
        if (known != null) {
            return known;
        }
        Optional<byte[]> cleaned = cleaning.run();
        if (remembered.size() >= REMEMBERED) {
            remembered.remove(remembered.keySet().iterator().next());
        }
        remembered.put(key, cleaned);
        return cleaned;
    }

    private Optional<byte[]> cleaned(byte[] bytes, IdentifierSet.Content content) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher values = VALUE.matcher(text);
        while (values.find()) {
            if (values.group(1) != null) {
                blank(bytes, values.start(2), values.end(2));
            } else {
                put(bytes, values.start(2), cleaner.mask(values.group(2)));
            }
        }
        Matcher uids = UID.matcher(text);
        while (uids.find()) {
            if (uids.end() - uids.start() >= 16) {
                put(bytes, uids.start(), pseudonyms.uidOfSameLength(uids.group()));
            }
        }
        blankHits(bytes, 0, bytes.length, content);
        return identifiers.find(bytes, content).isEmpty() ? Optional.of(bytes) : Optional.empty();
    }

    private void blankHits(byte[] bytes, int offset, int length, IdentifierSet.Content content) {
        identifiers.find(bytes, offset, length, content).forEach(hit -> blank(bytes, hit.start(), hit.end()));
    }

    /** Letters and digits become x and 0; what separates them stays, so that a list keeps its form. */
    private static void blank(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            int b = bytes[i] & 0xFF;
            if (b >= '0' && b <= '9') {
                bytes[i] = '0';
            } else if (b > 0x7F || Character.isLetter(b)) {
                bytes[i] = 'x';
            }
        }
    }

    private static void put(byte[] bytes, int start, String text) {
        byte[] replacement = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(replacement, 0, bytes, start, replacement.length);
    }
}
