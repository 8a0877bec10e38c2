// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The two directory layouts that git-annex derives from the MD5 of a key's spelling. */
final class HashDirectories {
    /** 32 digits that seldom make words; git-annex shows the hash in them, five bits of every six. */
    private static final String DIGITS = "0123456789zqjxkmvwgpfZQJXKMVWGPF";

    private HashDirectories() {}

    static String lower(String key) {
        String hex = HexFormat.of().formatHex(md5(key));
        return hex.substring(0, 3) + "/" + hex.substring(3, 6) + "/";
    }

    static String mixed(String key) {
        byte[] md5 = md5(key);
        int word = 0;
        for (int i = 3; i >= 0; i--) {
            word = (word << 8) | (md5[i] & 0xff);
        }
        char[] shown = new char[4];
        for (int i = 0; i < 4; i++) {
            // Characters are swapped within each pair, hence the exclusive or.
            shown[i ^ 1] = DIGITS.charAt((word >>> (6 * i)) & 31);
        }
        return "" + shown[0] + shown[1] + "/" + shown[2] + shown[3] + "/";
    }

    private static byte[] md5(String key) {
        try {
            return MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }
}
