// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bidsforge.store.Digests;

/**
 * HMAC with SHA-256 (RFC 2104) under one key. That of the JDK loads its whole provider of ciphers first, which takes
 * longer than a request.
 */
final class Hmac {
    private static final int BLOCK = 64;

    private final byte[] inner = new byte[BLOCK];
    private final byte[] outer = new byte[BLOCK];

    Hmac(byte[] key) {
        byte[] block = Arrays.copyOf(key.length > BLOCK ? Digests.sha256().digest(key) : key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            inner[i] = (byte) (block[i] ^ 0x36);
            outer[i] = (byte) (block[i] ^ 0x5c);
        }
    }

    byte[] of(String text) {
        MessageDigest digest = Digests.sha256();
        digest.update(inner);
        byte[] hash = digest.digest(text.getBytes(UTF_8));
        digest.update(outer);
        return digest.digest(hash);
    }
}
