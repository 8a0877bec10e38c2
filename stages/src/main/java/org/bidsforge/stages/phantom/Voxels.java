// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.phantom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.bidsforge.stages.phantom.Geometry.Vector;
import org.bidsforge.stages.phantom.SeriesPlan.Gradient;
import org.bidsforge.stages.phantom.SeriesPlan.Kind;

/** The voxels of one series: the head seen through its geometry and contrast, with noise that the seed decides. */
final class Voxels {
    private static final double NOISE = 11;

    private final SeriesPlan plan;
    private final long seed;
    private final Tissue[] tissues;

    Voxels(SeriesPlan plan, long seed) {
        this.plan = plan;
        this.seed = seed;
        this.tissues = sample(plan);
    }

    private static Tissue[] sample(SeriesPlan plan) {
        Geometry geometry = plan.geometry();
        Tissue[] tissues = new Tissue[geometry.voxelsPerSlice() * geometry.slices()];
        int at = 0;
        for (int slice = 0; slice < geometry.slices(); slice++) {
            for (int row = 0; row < geometry.rows(); row++) {
                for (int column = 0; column < geometry.columns(); column++) {
                    Vector place = geometry.position(column, row, slice);
                    double back = place.y() + displacement(plan.kind(), place);
                    tissues[at++] = Head.at(place.x(), back, place.z());
                }
            }
        }
        return tissues;
    }

    /** Echo-planar images are stretched near the frontal sinus, in the direction of their phase encoding. */
    private static double displacement(Kind kind, Vector place) {
        if (!kind.isEcho()) {
            return 0;
        }
        double front = (place.y() + 62) / 30;
        double low = (place.z() + 18) / 24;
        double side = place.x() / 34;
        double millimetres = 9 * Math.exp(-front * front - low * low - side * side);
        return kind.phaseEncodingPositive() ? millimetres : -millimetres;
    }

    /** One slice of one volume as little-endian 16 bit numbers. */
    byte[] slice(int volume, int slice) {
        byte[] bytes = new byte[2 * plan.geometry().voxelsPerSlice()];
        ByteBuffer pixels = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        SplittableRandom noise = noise(volume, slice);
        for (int row = 0; row < plan.geometry().rows(); row++) {
            for (int column = 0; column < plan.geometry().columns(); column++) {
                pixels.putShort(value(noise, volume, column, row, slice));
            }
        }
        return bytes;
    }

    /** A whole volume as one picture, its slices as tiles from left to right and from top to bottom. */
    byte[] mosaic(int volume) {
        Geometry geometry = plan.geometry();
        int across = geometry.columns() * geometry.tiles();
        byte[] bytes = new byte[2 * across * geometry.rows() * geometry.tiles()];
        ByteBuffer pixels = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int slice = 0; slice < geometry.slices(); slice++) {
            SplittableRandom noise = noise(volume, slice);
            int corner =
                    slice / geometry.tiles() * geometry.rows() * across + slice % geometry.tiles() * geometry.columns();
            for (int row = 0; row < geometry.rows(); row++) {
                for (int column = 0; column < geometry.columns(); column++) {
                    pixels.putShort(2 * (corner + row * across + column), value(noise, volume, column, row, slice));
                }
            }
        }
        return bytes;
    }

    private SplittableRandom noise(int volume, int slice) {
        return new SplittableRandom(seed * 1_000_003L + plan.number() * 100_003L + volume * 1009L + slice);
    }

    private short value(SplittableRandom noise, int volume, int column, int row, int slice) {
        Geometry geometry = plan.geometry();
        Tissue tissue = tissues[column + geometry.columns() * (row + geometry.rows() * slice)];
        Vector place = geometry.position(column, row, slice);
        double signal = tissue.brightness(plan.kind().contrast()) * coil(place) * change(tissue, place, volume);
        double real = signal + NOISE * bell(noise);
        double imaginary = NOISE * bell(noise);
        return (short) Math.min(4095, Math.round(Math.sqrt(real * real + imaginary * imaginary)));
    }

    /** The coil hears the surface better than the middle. */
    private static double coil(Vector place) {
        double distance = (place.x() * place.x() + place.y() * place.y() + place.z() * place.z()) / (95 * 95);
        return 0.86 + 0.2 * distance + 0.0004 * place.y();
    }

    private double change(Tissue tissue, Vector place, int volume) {
        if (plan.kind() == Kind.DIFFUSION) {
            return weighted(tissue, place, plan.gradients().get(volume));
        }
        if (plan.kind() == Kind.BOLD && tissue == Tissue.GREY && place.y() > 30) {
            return 1 + 0.025 * Math.sin(volume * plan.timing().repetition() / 1000 * 2 * Math.PI / 40);
        }
        return 1;
    }

    /** White matter lets water move along its fibres: across near the middle, lengthwise beside it, upwards below. */
    private static double weighted(Tissue tissue, Vector place, Gradient gradient) {
        double diffusivity = tissue.diffusivity();
        if (tissue == Tissue.WHITE) {
            Vector fibre = new Vector(0, 1, 0);
            if (Math.abs(place.x()) < 18) {
                fibre = place.z() > 4 ? new Vector(1, 0, 0) : new Vector(0, 0, 1);
            }
            double along = fibre.dot(gradient.direction());
            diffusivity *= 0.45 + 1.65 * along * along;
        }
        return Math.exp(-gradient.bValue() * diffusivity);
    }

    /** Nearly normal with a deviation of one, from four even numbers; exact on every machine. */
    private static double bell(SplittableRandom noise) {
        return (noise.nextDouble() + noise.nextDouble() + noise.nextDouble() + noise.nextDouble() - 2) * 1.7320508;
    }
}
