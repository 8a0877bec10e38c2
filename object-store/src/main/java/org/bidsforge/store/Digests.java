// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digests that stores speak of. */
public final class Digests {
    private static final HexFormat HEX = HexFormat.of();
    private static final MessageDigest MD5 = of("MD5");
    private static final MessageDigest SHA256 = of("SHA-256");

    private Digests() {}

    public static MessageDigest sha256() {
        return fresh(SHA256);
    }

    public static MessageDigest md5() {
        return fresh(MD5);
    }

    private static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is part of every Java", e);
        }
    }

    /** A copy: looking an algorithm up takes longer than a short text's digest. */
    private static MessageDigest fresh(MessageDigest unused) {
        try {
            return (MessageDigest) unused.clone();
        } catch (CloneNotSupportedException otherProvider) {
            return of(unused.getAlgorithm());
        }
    }

    public static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    public static byte[] bytes(String hex) {
        return HEX.parseHex(hex);
    }
}
