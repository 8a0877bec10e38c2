// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MosaicTest {
    private static final int SIDE = 24;

    @TempDir
    private Path folder;

    @Test
    void showsTheSamePictureHoweverTheScannerTurnedTheImage() throws IOException {
        Path upright = write("upright.nii", 1);
        Path flipped = write("flipped.nii", -1);

        assertThat(Mosaic.png(flipped)).isEqualTo(Mosaic.png(upright));
    }

    @Test
    void showsTheFrontOfTheHeadOnTheUpperSide() throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Mosaic.png(write("front.nii", 1))));

        int axialMiddle = 252 * 2 + 126;
        assertThat(image.getRaster().getSample(axialMiddle, 20, 0)).isGreaterThan(200);
        assertThat(image.getRaster().getSample(axialMiddle, 230, 0)).isLessThan(50);
    }

    @Test
    void staysBelow200KilobytesWithNothingButNoise() throws IOException {
        byte[] noise = new byte[SIDE * SIDE * SIDE * 2];
        new java.util.Random(1).nextBytes(noise);
        Path file = folder.resolve("noise.nii");
        Files.write(file, concat(header(1), noise));

        assertThat(Mosaic.png(file)).hasSizeLessThan(200_000);
    }

    @Test
    void refusesAFileThatEndsEarly() throws IOException {
        Path file = folder.resolve("short.nii");
        Files.write(file, concat(header(1), new byte[10]));

        assertThatThrownBy(() -> Mosaic.png(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ends early");
    }

    @Test
    void refusesDimensionsThatNoScannerMakes() throws IOException {
        byte[] header = header(1);
        ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putShort(42, (short) -5);
        Path file = folder.resolve("bad.nii");
        Files.write(file, header);

        assertThatThrownBy(() -> NiftiHeader.read(file)).isInstanceOf(IOException.class);
    }

    /** Bright in its front half; with a negative direction the voxels run from front to back. */
    private Path write(String name, int direction) throws IOException {
        ByteBuffer voxels = ByteBuffer.allocate(SIDE * SIDE * SIDE * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int z = 0; z < SIDE; z++) {
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    int front = direction > 0 ? y : SIDE - 1 - y;
                    voxels.putShort((short) (front >= SIDE / 2 ? 1000 : 0));
                }
            }
        }
        Path file = folder.resolve(name);
        byte[] bytes = new byte[voxels.capacity()];
        voxels.flip().get(bytes);
        Files.write(file, concat(header(direction), bytes));
        return file;
    }

    private static byte[] header(int direction) {
        byte[] bytes = new byte[352];
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, 348).putShort(40, (short) 3);
        for (int axis = 1; axis <= 3; axis++) {
            header.putShort(40 + 2 * axis, (short) SIDE).putFloat(76 + 4 * axis, 2);
        }
        header.putShort(70, (short) 4).putFloat(108, 352).putShort(254, (short) 1);
        header.putFloat(280, 2).putFloat(296 + 4, 2 * direction).putFloat(312 + 8, 2);
        bytes[344] = 'n';
        bytes[345] = '+';
        bytes[346] = '1';
        return bytes;
    }

    private static byte[] concat(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }
}
