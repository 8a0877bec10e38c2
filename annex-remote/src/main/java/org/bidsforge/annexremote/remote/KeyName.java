// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bidsforge.annexremote.protocol.ByteText;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.store.ObjectName;

/**
 * Names the object that holds a key's content: the key itself, as git-annex's own S3 remote does, if that is a legal
 * name; else {@code escaped/} and the key with everything escaped that is not plain; else, if that is too long,
 * {@code hashed/} and its SHA-256. Keys begin with an upper-case letter, digit or underscore, so that no two meet.
 */
final class KeyName {
    private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9_.,=&+@-]");

    private KeyName() {}

    static String of(String prefix, String key) {
        Optional<String> raw = ByteText.decode(key).map(prefix::concat).filter(ObjectName::isLegal);
        if (raw.isPresent() && startsLikeAKey(key)) {
            return raw.get();
        }
        String escaped = prefix + "escaped/" + escape(key);
        return ObjectName.isLegal(escaped) ? escaped : prefix + "hashed/" + sha256(key);
    }

    private static boolean startsLikeAKey(String key) {
        return !key.isEmpty() && !(key.charAt(0) >= 'a' && key.charAt(0) <= 'z');
    }

    /** First as git-annex escapes a key for a file name, which keeps it readable, then byte by byte. */
    private static String escape(String key) {
        String name = AnnexKey.tryParse(key).map(AnnexKey::fileName).orElse(key);
        return escapeBytes(name, "");
    }

    /** Each byte that is neither plain nor among {@code more} as {@code %XX}. */
    static String escapeBytes(String byteText, String more) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < byteText.length(); i++) {
            char c = byteText.charAt(i);
            boolean plain = more.indexOf(c) >= 0
                    || !NOT_PLAIN.matcher(String.valueOf(c)).matches();
            text.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return text.toString();
    }

    static String sha256(String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }
}
