// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ReproducibleGzipTest {
    @Test
    void isReadByAnyGunzip() throws IOException {
        byte[] content = new byte[300_000];
        new Random(7).nextBytes(content);

        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed(content))).readAllBytes())
                .isEqualTo(content);
    }

    @Test
    void carriesNeitherNameNorTime() throws IOException {
        byte[] header = java.util.Arrays.copyOf(compressed(new byte[10]), 10);

        assertThat(header).containsExactly(0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF);
    }

    private static byte[] compressed(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReproducibleGzip.compress(new ByteArrayInputStream(content), out);
        return out.toByteArray();
    }
}
