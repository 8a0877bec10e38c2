// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bidsforge.dicom.DicomException;
import org.bidsforge.dicom.Uids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files give an exception of their own or a data set, and never cost more memory than a few times their size. */
final class HostileFilesTest {
    private static final List<String> SYNTAXES =
            List.of(Uids.IMPLICIT_LITTLE_ENDIAN, Uids.EXPLICIT_LITTLE_ENDIAN, Uids.DEFLATED_LITTLE_ENDIAN);
    private static final long MEMORY = 4 << 20;

    @TempDir
    Path folder;

    private final Random random = new Random(20260101);

    @Test
    void survivesEveryTruncation() throws IOException {
        for (String syntax : SYNTAXES) {
            for (SequenceLengths lengths : SequenceLengths.values()) {
                byte[] bytes = Samples.bytes(Samples.object(), syntax, lengths);
                for (int length = 0; length < bytes.length; length++) {
                    readBounded(Arrays.copyOf(bytes, length));
                }
            }
        }
    }

    @Test
    void survivesFlippedBits() throws IOException {
        for (String syntax : SYNTAXES) {
            for (SequenceLengths lengths : SequenceLengths.values()) {
                byte[] bytes = Samples.bytes(Samples.object(), syntax, lengths);
                for (int i = 0; i < 300; i++) {
                    byte[] damaged = bytes.clone();
                    for (int flips = random.nextInt(6); flips >= 0; flips--) {
                        damaged[132 + random.nextInt(damaged.length - 132)] ^= (byte) (1 << random.nextInt(8));
                    }
                    readBounded(damaged);
                }
            }
        }
    }

    @Test
    void survivesNoise() throws IOException {
        for (int i = 0; i < 2000; i++) {
            byte[] noise = new byte[200 + random.nextInt(400)];
            random.nextBytes(noise);
            System.arraycopy(new byte[] {'D', 'I', 'C', 'M', 2, 0}, 0, noise, 128, 6);
            readBounded(noise);
        }
    }

    private void readBounded(byte[] bytes) throws IOException {
        long before = allocated();
        for (PixelDataMode mode : PixelDataMode.values()) {
            DicomReader reader = new DicomReader(mode, Limits.DEFAULT);
            try {
                reader.read(new ByteArrayInputStream(bytes))
                        .dataSet()
                        .walk((owner, element) -> owner.getStrings(element.tag()));
            } catch (DicomException e) {
                assertThat(e.offset()).isBetween(0L, Limits.DEFAULT.total());
            } catch (RuntimeException e) {
                fail("A damaged file gave " + e, e);
            }
        }
        assertThat(allocated() - before).isLessThan(MEMORY);
        if (random.nextInt(50) == 0) {
            fromFile(bytes);
        }
    }

    private void fromFile(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("damaged.dcm"), bytes);
        try {
            DicomReader.ofReferences().read(file);
        } catch (DicomException e) {
            assertThat(e.problem()).isNotEmpty();
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
