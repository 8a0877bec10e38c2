// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed fingerprints of UIDs and contents. The spool's journals hold these and never the values, so that duplicates
 * can still be told after the objects are gone, but only by who has the key.
 */
public final class Fingerprints {
    private static final int BYTES = 16;

    private final SecretKeySpec key;

    /** Derives a key of its own from the secret, so that a fingerprint never equals another use of the same secret. */
    public Fingerprints(byte[] secret) {
        if (secret.length < 16) {
            throw new IllegalArgumentException("fingerprint secret must have at least 16 bytes: " + secret.length);
        }
        key = new SecretKeySpec(
                mac(new SecretKeySpec(secret, "HmacSHA256"), "bidsforge spool fingerprints"), "HmacSHA256");
    }

    public String study(String uid) {
        return of("study", uid);
    }

    public String series(String uid) {
        return of("series", uid);
    }

    public String instance(String uid) {
        return of("instance", uid);
    }

    public String content(byte[] digest) {
        return of("content", HexFormat.of().formatHex(digest));
    }

    private String of(String kind, String value) {
        return HexFormat.of().formatHex(mac(key, kind + '\n' + value), 0, BYTES);
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
