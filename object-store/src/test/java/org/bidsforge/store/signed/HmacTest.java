// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bidsforge.store.Digests;
import org.junit.jupiter.api.Test;

class HmacTest {
    @Test
    void isThatOfTheSpecification() {
        // RFC 4231, test case 2.
        assertThat(Digests.hex(new Hmac("Jefe".getBytes(UTF_8)).of("what do ya want for nothing?")))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void isThatOfTheJdkForKeysOfAnyLength() throws Exception {
        for (int length = 1; length < 200; length++) {
            byte[] key = new byte[length];
            key[length / 2] = (byte) length;
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));

            assertThat(new Hmac(key).of("text " + length)).isEqualTo(mac.doFinal(("text " + length).getBytes(UTF_8)));
        }
    }
}
