// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;
import org.bidsforge.dicom.io.DicomFile;
import org.bidsforge.dicom.io.DicomWriter;
import org.bidsforge.stages.scanner.MadeScan;

/**
 * A series of a scanner that does not exist: small volumes of classic MR objects, each voxel of which tells its volume and
 * slice.
 */
final class MadeSeries implements MadeScan {
    static final int SIDE = 8;
    static final int SLICES = 4;

    private final int number;
    private final String uid;
    private final List<Consumer<DataSet>> changes = new ArrayList<>();
    private int volumes = 1;
    private int firstVolume;

    MadeSeries(int number, String protocol) {
        this(number, "1.2.826.1." + number, protocol);
    }

    /** {@code uid} is the SeriesInstanceUID, which scanners do not always keep as one. */
    MadeSeries(int number, String uid, String protocol) {
        this.number = number;
        this.uid = uid;
        with(data -> {
            data.setString(Tag.PROTOCOL_NAME, protocol);
            data.setString(Tag.SERIES_DESCRIPTION, protocol);
        });
    }

    MadeSeries with(Consumer<DataSet> change) {
        changes.add(change);
        return this;
    }

    MadeSeries volumes(int count) {
        this.volumes = count;
        return this;
    }

    /** The volumes count from this one, as in a part of a run that was sent as several series. */
    MadeSeries from(int volume) {
        this.firstVolume = volume;
        return this;
    }

    /** What a voxel of this volume and slice holds. */
    static int voxel(int volume, int slice) {
        return 100 * (volume + 1) + slice;
    }

    @Override
    public void write(Path folder) throws IOException {
        Path own = Files.createDirectories(folder.resolve("series-" + uid));
        int instance = 0;
        for (int volume = firstVolume; volume < firstVolume + volumes; volume++) {
            for (int slice = 0; slice < SLICES; slice++) {
                instance++;
                DataSet data = object(volume, slice);
                data.setString(Tag.SOP_INSTANCE_UID, uid + "." + instance);
                data.setInt(Tag.INSTANCE_NUMBER, instance);
                new DicomWriter()
                        .write(DicomFile.of(data, Uids.EXPLICIT_LITTLE_ENDIAN), own.resolve(instance + ".dcm"));
            }
        }
    }

    private DataSet object(int volume, int slice) {
        DataSet data = new DataSet();
        data.setString(Tag.SOP_CLASS_UID, Uids.MR_IMAGE);
        data.setString(Tag.MODALITY, "MR");
        data.setString(Tag.MANUFACTURER, "SIEMENS");
        data.setString(Tag.PATIENT_ID, "made");
        data.setString(Tag.STUDY_INSTANCE_UID, "1.2.826");
        data.setString(Tag.SERIES_INSTANCE_UID, uid);
        data.setInt(Tag.SERIES_NUMBER, number);
        data.setInt(Tag.ACQUISITION_NUMBER, volume + 1);
        data.setString(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "M", "ND");
        data.setString(Tag.ACQUISITION_DATE, "19200101");
        data.setString(
                Tag.ACQUISITION_TIME, String.format(Locale.ROOT, "10%02d%02d.000000", number % 60, volume * 2 % 60));
        data.setString(Tag.MR_ACQUISITION_TYPE, "3D");
        data.setString(Tag.SCANNING_SEQUENCE, "GR");
        data.setString(Tag.SEQUENCE_VARIANT, "SK");
        data.setString(Tag.MAGNETIC_FIELD_STRENGTH, "3");
        data.setDouble(Tag.REPETITION_TIME, 2000);
        data.setDouble(Tag.ECHO_TIME, 30);
        data.setInt(Tag.ECHO_NUMBERS, 1);
        data.setDouble(Tag.FLIP_ANGLE, 90);
        data.setDouble(Tag.IMAGE_POSITION_PATIENT, 0, 0, 3.0 * slice);
        data.setDouble(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0);
        data.setDouble(Tag.SLICE_THICKNESS, 3);
        data.setDouble(Tag.SPACING_BETWEEN_SLICES, 3);
        data.setDouble(Tag.PIXEL_SPACING, 3, 3);
        data.setInt(Tag.ROWS, SIDE);
        data.setInt(Tag.COLUMNS, SIDE);
        data.setInt(Tag.SAMPLES_PER_PIXEL, 1);
        data.setString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2");
        data.setInt(Tag.BITS_ALLOCATED, 16);
        data.setInt(Tag.BITS_STORED, 16);
        data.setInt(Tag.HIGH_BIT, 15);
        data.setInt(Tag.PIXEL_REPRESENTATION, 0);
        ByteBuffer pixels = ByteBuffer.allocate(2 * SIDE * SIDE).order(ByteOrder.LITTLE_ENDIAN);
        while (pixels.hasRemaining()) {
            pixels.putShort((short) voxel(volume, slice));
        }
        data.setBytes(Tag.PIXEL_DATA, Vr.OW, pixels.array());
        changes.forEach(change -> change.accept(data));
        return data;
    }
}
