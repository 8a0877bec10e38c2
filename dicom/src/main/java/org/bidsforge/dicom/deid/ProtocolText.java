// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Blanks what identifies in the protocols that Siemens scanners keep in private elements (CSA headers, XProtocol,
 * ASCCONV), in place: a byte more or less would make the rest unreadable for converters. Known identifiers are found
 * wherever they are; beyond them the values of telling keys, all UIDs, and unknown words in names go.
 */
final class ProtocolText {
    /** Keys whose values name a person, a device or a place; the parts of longer keys count too. */
    private static final List<String> TELLING = keys("""
            patientname patientsname patient_name patientid patientsid patient_id patientloid patientbirth patientsbirth
            patientaddress patienttelephone patientphone patientcomment patienthistory patientalias patientinsurance patientreg
            birthday birthdate birth_date physician operator institution serialnumber serial_number serialno accession
            hospital department requestingservice studycomment usercomment""");

    /** Keys whose values are names of protocols, in which the words of the vocabulary stay. */
    private static final List<String> NAMES = keys("""
            protocolname protocol_name freetext protocolcomment protocol_comment seriesdescription studydescription
            protocoldescription imagecomment""");

    /** Keys of numbers; an age of ninety is as rare as a name. */
    private static final List<String> NUMBERS = keys("patientage patientsage");

    private static final PatternSearch KEYS = new PatternSearch(Stream.of(TELLING, NAMES, NUMBERS)
            .flatMap(List::stream)
            .map(key -> ByteBuffer.wrap(key.getBytes(StandardCharsets.US_ASCII)))
            .toList());

    /** What follows a key, up to its value in quotes: {@code "> { "value" }} or {@code = ""value""}. */
    private static final Pattern VALUE =
            Pattern.compile("[\\w\\[\\]]{0,64}(?:\">\\s{0,8}\\{\\s{0,80}|[ \\t]{0,80}=[ \\t]{0,8}"
                    + "|[ \\t]{1,8})\"{1,2}([^\"\\n]{1,512})\"");

    private static final Pattern NUMBER =
            Pattern.compile("\">\\s{0,8}\\{\\s{0,80}(?:<Precision>\\s{1,8}\\d{1,4}\\s{1,8})?\"?([0-9.]{1,32})");

    private static final int LONGEST_VALUE = 1000;
    private static final int UID_LENGTH = 16;
    private static final int UID_DOTS = 5;

    /** Under it a UID is made from a UUID, without further dots (PS3.5 B.2). */
    private static final String UUID_ROOT = "2.25.";

    /** Headers of a series are the same in each of its objects. */
    private static final int REMEMBERED = 16;

    private final IdentifierSet identifiers;
    private final Pseudonyms pseudonyms;
    private final TextCleaner cleaner;
    private final Map<ByteBuffer, Optional<byte[]>> remembered = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Optional<byte[]>> eldest) {
            return size() > REMEMBERED;
        }
    });

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
                if (isTelling(item.tag())) {
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
        remembered.put(key, cleaned);
        return cleaned;
    }

    private Optional<byte[]> cleaned(byte[] bytes, IdentifierSet.Content content) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        KEYS.search(bytes, 0, bytes.length, (key, start, end) -> {
            boolean number = key >= TELLING.size() + NAMES.size();
            Matcher value =
                    (number ? NUMBER : VALUE).matcher(text).region(end, Math.min(bytes.length, end + LONGEST_VALUE));
            if (!value.lookingAt()) {
                return;
            }
            if (number || key < TELLING.size()) {
                blank(bytes, value.start(1), value.end(1));
            } else {
                put(bytes, value.start(1), cleaner.mask(value.group(1)));
            }
        });
        replaceUids(bytes);
        blankHits(bytes, 0, bytes.length, content);
        return identifiers.find(bytes, content).isEmpty() ? Optional.of(bytes) : Optional.empty();
    }

    /** Whatever has the form of a UID gets another one of the same length. */
    private void replaceUids(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            int start = i;
            int dots = 0;
            while (i < bytes.length && (bytes[i] == '.' || (bytes[i] >= '0' && bytes[i] <= '9'))) {
                dots += bytes[i++] == '.' ? 1 : 0;
            }
            String uid = new String(bytes, start, i - start, StandardCharsets.US_ASCII);
            if (uid.length() >= UID_LENGTH && (dots >= UID_DOTS || uid.startsWith(UUID_ROOT))) {
                put(bytes, start, pseudonyms.uidOfSameLength(uid));
            }
            i++;
        }
    }

    private static boolean isTelling(String tag) {
        String lower = tag.toLowerCase(Locale.ROOT);
        return TELLING.stream().anyMatch(lower::contains);
    }

    private static List<String> keys(String words) {
        return Stream.of(words.split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
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
