// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture of an image for the merge request: the three middle planes above a row of axial slices.
 * No text is drawn, because fonts differ between machines and the same image must give the same bytes.
 */
public final class Mosaic {
    private static final int WIDTH = 756;
    private static final int NARROWEST = 96;
    private static final int MOST_BYTES = 200_000;
    private static final int AXIAL_SLICES = 6;

    private final Volume volume;
    private final float dark;
    private final float bright;

    private Mosaic(Volume volume) {
        this.volume = volume;
        this.dark = volume.percentile(0.02);
        float high = volume.percentile(0.995);
        this.bright = high > dark ? high : dark + 1;
    }

    /** The picture as PNG, smaller than 200 kB. */
    public static byte[] png(Path nifti) throws IOException {
        Mosaic mosaic = new Mosaic(Volume.first(nifti));
        byte[] bytes = mosaic.encoded(WIDTH);
        for (int width = WIDTH / 2; bytes.length >= MOST_BYTES && width >= NARROWEST; width /= 2) {
            bytes = mosaic.encoded(width);
        }
        return bytes;
    }

    private byte[] encoded(int width) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // Java would keep the bytes in a file for temporary ones, whose disk may be full.
        try (ImageOutputStream memory = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(draw(width), "png", memory)) {
                throw new IOException("writing a picture: this Java has no PNG writer");
            }
        }
        return out.toByteArray();
    }

    private BufferedImage draw(int width) {
        int panel = width / 3;
        int small = width / AXIAL_SLICES;
        boolean flat = volume.size(2) < 2;
        BufferedImage image = new BufferedImage(width, flat ? panel : panel + small, BufferedImage.TYPE_BYTE_GRAY);
        plane(image, new Panel(0, 0, panel), new Plane(1, 2, volume.size(0) / 2));
        plane(image, new Panel(panel, 0, panel), new Plane(0, 2, volume.size(1) / 2));
        plane(image, new Panel(2 * panel, 0, panel), new Plane(0, 1, volume.size(2) / 2));
        for (int i = 0; i < AXIAL_SLICES && !flat; i++) {
            int slice = (int) Math.round((i + 1.0) * (volume.size(2) - 1) / (AXIAL_SLICES + 1));
            plane(image, new Panel(i * small, panel, small), new Plane(0, 1, slice));
        }
        return image;
    }

    /** Draws a plane as large as fits into the square panel, in true proportions, its upper side up. */
    private void plane(BufferedImage image, Panel panel, Plane plane) {
        double across = volume.size(plane.across) * volume.spacing(plane.across);
        double up = volume.size(plane.up) * volume.spacing(plane.up);
        double scale = panel.side / Math.max(across, up);
        int columns = (int) Math.max(1, Math.round(across * scale));
        int rows = (int) Math.max(1, Math.round(up * scale));
        int left = panel.left + (panel.side - columns) / 2;
        int top = panel.top + (panel.side - rows) / 2;
        for (int row = 0; row < Math.min(rows, panel.side); row++) {
            double v = (rows - row - 0.5) / rows * volume.size(plane.up) - 0.5;
            for (int column = 0; column < Math.min(columns, panel.side); column++) {
                double u = (column + 0.5) / columns * volume.size(plane.across) - 0.5;
                image.getRaster().setSample(left + column, top + row, 0, grey(between(plane, u, v)));
            }
        }
    }

    private double between(Plane plane, double u, double v) {
        int u0 = (int) Math.floor(u);
        int v0 = (int) Math.floor(v);
        double right = u - u0;
        double over = v - v0;
        double lower = at(plane, u0, v0) * (1 - right) + at(plane, u0 + 1, v0) * right;
        double upper = at(plane, u0, v0 + 1) * (1 - right) + at(plane, u0 + 1, v0 + 1) * right;
        return lower * (1 - over) + upper * over;
    }

    private float at(Plane plane, int u, int v) {
        int[] index = {plane.slice, plane.slice, plane.slice};
        index[plane.across] = Math.max(0, Math.min(volume.size(plane.across) - 1, u));
        index[plane.up] = Math.max(0, Math.min(volume.size(plane.up) - 1, v));
        return volume.at(index[0], index[1], index[2]);
    }

    private int grey(double value) {
        return (int) Math.max(0, Math.min(255, Math.round((value - dark) / (bright - dark) * 255)));
    }

    private record Panel(int left, int top, int side) {}

    private record Plane(int across, int up, int slice) {}
}
