// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.hook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bidsforge.core.config.Secret;

/** HMAC-SHA256 in hexadecimal over the bytes of a body. */
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LENGTH = 64;

    private Signature() {}

    /** Whether one of the secrets made it; an empty signature is what an unsigned hook sends, and is refused. */
    static boolean verifies(String signature, byte[] body, List<Secret> secrets) {
        if (signature.length() != LENGTH) {
            return false;
        }
        byte[] given = signature.getBytes(StandardCharsets.US_ASCII);
        boolean verified = false;
        for (Secret secret : secrets) {
            // An empty secret would make everybody's signature valid.
            if (!secret.value().isEmpty()) {
                verified |= MessageDigest.isEqual(given, of(body, secret).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return verified;
    }

    static String of(byte[] body, Secret secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
