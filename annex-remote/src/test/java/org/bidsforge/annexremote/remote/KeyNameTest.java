// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.bidsforge.store.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyNameTest {
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MD5E-s7--9a0364b9e99bb480dd25e1f0284c8555.nii.gz",
                "SHA256E-s100-S10-C3--2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824.tar",
                "GPGHMACSHA1--0123456789",
                "WORM-s2-m179--sub,3201...%,38:,59.nii.gz",
                "URL-s5--file.example/a,63x",
                "XFOO--x"
            })
    void isTheKeyItselfWherePossible(String key) {
        assertThat(KeyName.of("lab/study/", key)).isEqualTo("lab/study/" + key);
    }

    @Test
    void decodesUtf8() {
        assertThat(KeyName.of("", bytes("MD5E-s1--x.été"))).isEqualTo("MD5E-s1--x.été");
    }

    @Test
    void escapesWhatServersRefuse() {
        assertThat(KeyName.of("p/", "URL-s5--http://127.0.0.1:19000/a,63x,61%20z"))
                .isEqualTo("p/escaped/URL-s5--http&c%25%25127.0.0.1&c19000%25a,63x,61&s20z");
    }

    @Test
    void escapesBytesThatAreNotUtf8() {
        assertThat(KeyName.of("", "MD5E-s1--x.\u00ff\u0001")).isEqualTo("escaped/MD5E-s1--x.%FF%01");
    }

    @Test
    void neverTakesTheNameOfTheGuard() {
        assertThat(KeyName.of("", "annex-uuid")).isEqualTo("escaped/annex-uuid");
        assertThat(KeyName.of("", "escaped/X")).startsWith("escaped/escaped");
    }

    @Test
    void hashesWhatIsTooLong() {
        String key = "XLONG--" + "x".repeat(300);

        assertThat(KeyName.of("p/", key)).matches("p/hashed/[0-9a-f]{64}");
        assertThat(KeyName.of("p/", key + "y")).isNotEqualTo(KeyName.of("p/", key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "..", "A/../B", "A//B", "A/", "-", "\u0000"})
    void isLegalForAnything(String key) {
        assertThat(ObjectName.isLegal(KeyName.of("p/", key))).isTrue();
    }
}
