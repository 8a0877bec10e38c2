// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;
import org.bidsforge.dicom.io.DicomFile;
import org.bidsforge.dicom.io.DicomWriter;

/** A United Imaging scanner: slices one by one, or all slices of a volume as one grid with a sequence of their headers. */
final class Uih {
    static final double REPETITION_MILLISECONDS = 1500;
    private static final PrivateBlock IMAGE = new PrivateBlock("Image Private Header", 0x0065, 0x10);

    private Uih() {}

    private static void header(DataSet data) {
        data.setString(Tag.MANUFACTURER, "UIH");
        data.setString(Tag.MANUFACTURER_MODEL_NAME, "uMR 790");
        data.setString(Tag.SOFTWARE_VERSIONS, "uMR 10");
        data.setDouble(Tag.REPETITION_TIME, REPETITION_MILLISECONDS);
        data.setDouble(Tag.ECHO_TIME, 33);
        data.setDouble(Tag.FLIP_ANGLE, 70);
        data.setInt(Tag.ECHO_TRAIN_LENGTH, Phantom.ROWS);
        data.setString(Tag.SCANNING_SEQUENCE, "EP", "GR");
        data.setString(Tag.SEQUENCE_VARIANT, "SK");
        data.setString(Tag.SEQUENCE_NAME, "epi_fid_v");
        data.setString(Tag.IN_PLANE_PHASE_ENCODING_DIRECTION, "COL");
        IMAGE.number(data, 0x58, Vr.IS, 1);
    }

    /** Seconds after the start of a volume: from the last slice to the first. */
    static double sliceTime(Phantom phantom, int slice) {
        return (phantom.slices() - 1 - slice) * REPETITION_MILLISECONDS / 1000 / phantom.slices();
    }

    private static String time(Phantom phantom, int volume, int slice) {
        return Header.time(volume * REPETITION_MILLISECONDS / 1000 + sliceTime(phantom, slice));
    }

    static ClassicSeries functional(Phantom phantom, int number, String protocol) {
        return new ClassicSeries(phantom, number, protocol).with((data, volume, slice) -> {
            header(data);
            data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "M", "NONE");
            data.setString(Tag.ACQUISITION_TIME, time(phantom, volume, slice));
            data.setInt(Tag.ACQUISITION_NUMBER, volume + 1);
        });
    }

    static ClassicSeries diffusion(
            Phantom phantom, int number, String protocol, double[] weights, double[][] directions) {
        return functional(phantom, number, protocol)
                .with((data, volume, slice) -> weighting(data, weights[volume], directions[volume]));
    }

    /** The direction by the axes of the image. */
    private static void weighting(DataSet data, double weight, double[] direction) {
        data.setString(Tag.SEQUENCE_NAME, "epi_dwi");
        data.setNumbers(Tag.DIFFUSION_B_VALUE, Vr.FD, weight);
        IMAGE.number(data, 0x09, Vr.FD, weight);
        if (weight > 0) {
            IMAGE.number(data, 0x37, Vr.FD, Phantom.inImage(direction));
        }
    }

    /** A run as grids of as many rows as are needed, not as many as columns. */
    static MadeScan grid(Phantom phantom, int number, String protocol) {
        String uid = "1.2.826.3." + number;
        return folder -> {
            Path own = Files.createDirectories(folder.resolve(uid));
            for (int volume = 0; volume < phantom.volumes(); volume++) {
                DataSet data = gridObject(phantom, volume);
                Header.series(data, number, protocol);
                data.setString(Tag.SERIES_INSTANCE_UID, uid);
                data.setString(Tag.SOP_INSTANCE_UID, uid + "." + (volume + 1));
                data.setInt(Tag.INSTANCE_NUMBER, volume + 1);
                data.setInt(Tag.ACQUISITION_NUMBER, volume + 1);
                write(data, own.resolve(volume + ".dcm"));
            }
        };
    }

    private static void write(DataSet data, Path file) throws IOException {
        new DicomWriter().write(DicomFile.of(data, Uids.EXPLICIT_LITTLE_ENDIAN), file);
    }

    private static DataSet gridObject(Phantom phantom, int volume) {
        int across = (int) Math.ceil(Math.sqrt(phantom.slices()));
        int down = (phantom.slices() + across - 1) / across;
        DataSet data = new DataSet();
        header(data);
        data.setString(Tag.SOP_CLASS_UID, Uids.MR_IMAGE);
        data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "M", "NONE", "VFRAME");
        Header.pixels(data, down * Phantom.ROWS, across * Phantom.COLUMNS);
        data.setDouble(Tag.IMAGE_POSITION_PATIENT, Phantom.position(0));
        data.setDouble(Tag.IMAGE_ORIENTATION_PATIENT, Phantom.orientation());
        data.setDouble(Tag.SLICE_THICKNESS, Phantom.SLICE_SPACING);
        data.setDouble(Tag.SPACING_BETWEEN_SLICES, Phantom.SLICE_SPACING);
        data.setDouble(Tag.PIXEL_SPACING, Phantom.ROW_SPACING, Phantom.COLUMN_SPACING);
        data.setInt(Tag.ACQUISITION_MATRIX, Phantom.COLUMNS, 0, 0, Phantom.ROWS);
        IMAGE.number(data, 0x50, Vr.DS, phantom.slices());
        List<DataSet> frames = new ArrayList<>();
        for (int slice = 0; slice < phantom.slices(); slice++) {
            int place = slice;
            frames.add(Header.item(item -> {
                item.setString(Tag.ACQUISITION_DATE, "19200101");
                item.setString(Tag.ACQUISITION_TIME, time(phantom, volume, place));
                item.setDouble(Tag.IMAGE_POSITION_PATIENT, Phantom.position(place));
                item.setDouble(Tag.IMAGE_ORIENTATION_PATIENT, Phantom.orientation());
                item.setInt(Tag.INSTANCE_NUMBER, volume * phantom.slices() + place + 1);
            }));
        }
        IMAGE.items(data, 0x51, frames);
        data.setBytes(Tag.PIXEL_DATA, Vr.OW, gridPixels(phantom, volume, across, down));
        return data;
    }

    private static byte[] gridPixels(Phantom phantom, int volume, int across, int down) {
        ByteBuffer pixels = ByteBuffer.allocate(2 * across * Phantom.COLUMNS * down * Phantom.ROWS)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int slice = 0; slice < phantom.slices(); slice++) {
            for (int row = 0; row < Phantom.ROWS; row++) {
                for (int column = 0; column < Phantom.COLUMNS; column++) {
                    int y = slice / across * Phantom.ROWS + row;
                    int x = slice % across * Phantom.COLUMNS + column;
                    int at = 2 * (y * across * Phantom.COLUMNS + x);
                    pixels.putShort(at, (short) Phantom.value(volume, slice, row, column));
                }
            }
        }
        return pixels.array();
    }
}
