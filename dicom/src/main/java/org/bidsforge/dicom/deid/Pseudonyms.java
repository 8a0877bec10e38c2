// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bidsforge.dicom.Uids;

/**
 * Names in place of identifiers: keyed MACs, so that the same input gives the same name within one study, another in
 * every other study, and nobody without the key can test a guess. Can be shared between threads.
 */
public final class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int KEY_LENGTH = 16;

    /** 130 years: what is scanned before 2055 gets dates before 1926, which tells shifted dates from true ones. */
    private static final int BASE_DAYS = 47_482;

    /** Up to ten years more, by subject. */
    private static final int SPREAD_DAYS = 3_653;

    private final SecretKeySpec key;
    private final String study;

    /** {@code key} has at least sixteen bytes; {@code study} is the study's full name. */
    public Pseudonyms(ByteBuffer key, String study) {
        byte[] bytes = new byte[key.remaining()];
        key.duplicate().get(bytes);
        if (bytes.length < KEY_LENGTH) {
            throw new IllegalArgumentException("A key has at least " + KEY_LENGTH + " bytes: " + bytes.length);
        }
        if (study.isBlank()) {
            throw new IllegalArgumentException("Pseudonyms belong to a study");
        }
        this.key = new SecretKeySpec(bytes, ALGORITHM);
        this.study = study;
    }

    public String study() {
        return study;
    }

    /** Another UID for a UID; those that the standard defines stay, because they name no object. */
    public String uid(String original) {
        if (original.isEmpty() || isStandard(original)) {
            return original;
        }
        return Uids.fromBytes(mac("uid", original).slice(0, 16));
    }

    /** Days to add to every date of a subject; negative, always the same for this subject. */
    public int dateShiftDays(String patientId) {
        long random = mac("dates", normalized(patientId)).getInt() & 0xFFFFFFFFL;
        return -BASE_DAYS - (int) (random % SPREAD_DAYS);
    }

    /** Eight characters that can be read aloud: no i, l, o, u. */
    public String subjectLabel(String patientId) {
        return letters(mac("subject", normalized(patientId)), 8);
    }

    /** A name for a device, of ten characters. */
    public String device(String serialNumber) {
        return letters(mac("device", serialNumber.strip()), 10).toUpperCase(Locale.ROOT);
    }

    /** A name for a text no word of which may be kept. */
    String label(String text) {
        return letters(mac("label", text), 8);
    }

    /** A UID of the same length, for text in which lengths must not change. */
    String uidOfSameLength(String original) {
        if (isStandard(original)) {
            return original;
        }
        ByteBuffer random = mac("uid-text", original);
        StringBuilder digits = new StringBuilder(original.length());
        for (int i = 0; i < original.length(); i++) {
            char c = original.charAt(i);
            int byteAt = random.get((i + i / 32 * 7) % 32) & 0xFF;
            // No zeros, which may not stand in front of a component.
            digits.append(c == '.' ? '.' : (char) ('1' + (byteAt + i / 32) % 9));
        }
        return digits.toString();
    }

    /** Whether a UID is defined by the standard. */
    static boolean isStandard(String uid) {
        return uid.startsWith("1.2.840.10008.");
    }

    private static String normalized(String patientId) {
        return patientId.strip().toUpperCase(Locale.ROOT);
    }

    private static String letters(ByteBuffer mac, int count) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append(CROCKFORD.charAt(mac.get(i) & 31));
        }
        return letters.toString();
    }

    private ByteBuffer mac(String purpose, String value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((purpose + '\0' + study + '\0' + value).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has " + ALGORITHM, e);
        }
    }
}
