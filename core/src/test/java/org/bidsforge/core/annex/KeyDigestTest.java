// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class KeyDigestTest {
    @Test
    void handsBytesOnAndNamesThem() throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        try (KeyDigest digest = new KeyDigest(copy)) {
            digest.write('d');
            digest.write("ata".getBytes(StandardCharsets.UTF_8));
            digest.write(ByteBuffer.wrap("\n".getBytes(StandardCharsets.UTF_8)));

            assertThat(digest.key(Backend.MD5E, "k.dat")).hasToString("MD5E-s5--6137cde4893c59f76f005a8123d8e8e6.dat");
            assertThat(digest.key(Backend.SHA256E, "k.dat"))
                    .hasToString("SHA256E-s5--6667b2d1aab6a00caa5aee5af8ad9f1465e567abf1c209d15727d57b3e8f6e5f.dat");
        }

        assertThat(copy.toString(StandardCharsets.UTF_8)).isEqualTo("data\n");
    }

    @Test
    void mayBeAskedBeforeTheEnd() throws IOException {
        try (KeyDigest digest = KeyDigest.ofPassingBytes()) {
            String empty = digest.md5Hex();
            digest.write(1);

            assertThat(empty).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
            assertThat(digest.md5Hex()).isNotEqualTo(empty);
            assertThat(digest.size()).isEqualTo(1);
        }
    }
}
