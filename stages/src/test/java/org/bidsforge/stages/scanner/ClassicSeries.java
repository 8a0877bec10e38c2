// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import java.io.IOException;
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

/** A series of single-frame objects (PS3.3 A.4), in the order of volumes unless another is asked for. */
final class ClassicSeries implements MadeScan {
    private final Phantom phantom;
    private final String uid;
    private final List<FrameTags> tags = new ArrayList<>();
    private Order order = Order.VOLUMES;
    private int missing;

    ClassicSeries(Phantom phantom, int number, String protocol) {
        this.phantom = phantom;
        this.uid = "1.2.826.3." + number;
        with((data, volume, slice) -> {
            Header.series(data, number, protocol);
            data.setString(Tag.SERIES_INSTANCE_UID, uid);
            data.setString(Tag.SOP_CLASS_UID, Uids.MR_IMAGE);
            data.setDouble(Tag.IMAGE_POSITION_PATIENT, Phantom.position(slice));
            data.setDouble(Tag.IMAGE_ORIENTATION_PATIENT, Phantom.orientation());
            data.setDouble(Tag.SLICE_THICKNESS, Phantom.SLICE_SPACING);
            data.setDouble(Tag.SPACING_BETWEEN_SLICES, Phantom.SLICE_SPACING);
            data.setDouble(Tag.PIXEL_SPACING, Phantom.ROW_SPACING, Phantom.COLUMN_SPACING);
            data.setInt(Tag.ECHO_NUMBERS, 1);
            Header.pixels(data, Phantom.ROWS, Phantom.COLUMNS);
            data.setBytes(Tag.PIXEL_DATA, Vr.OW, Phantom.pixels(volume, slice));
        });
    }

    /** How objects are numbered. */
    enum Order {
        VOLUMES,
        SLICES
    }

    ClassicSeries with(FrameTags more) {
        tags.add(more);
        return this;
    }

    /** The series shows the volumes from this one on. */
    ClassicSeries from(int first) {
        return with(
                (data, volume, slice) -> data.setBytes(Tag.PIXEL_DATA, Vr.OW, Phantom.pixels(first + volume, slice)));
    }

    /** The last objects were never sent. */
    ClassicSeries without(int objects) {
        this.missing = objects;
        return this;
    }

    ClassicSeries numberedBy(Order wanted) {
        this.order = wanted;
        return this;
    }

    @Override
    public void write(Path folder) throws IOException {
        Path own = Files.createDirectories(folder.resolve(uid));
        for (int volume = 0; volume < phantom.volumes(); volume++) {
            for (int slice = 0; slice < phantom.slices(); slice++) {
                int instance = order == Order.VOLUMES
                        ? volume * phantom.slices() + slice + 1
                        : slice * phantom.volumes() + volume + 1;
                if (instance > phantom.volumes() * phantom.slices() - missing) {
                    continue;
                }
                DataSet data = new DataSet();
                data.setInt(Tag.INSTANCE_NUMBER, instance);
                data.setString(Tag.SOP_INSTANCE_UID, uid + "." + instance);
                for (FrameTags more : tags) {
                    more.set(data, volume, slice);
                }
                new DicomWriter()
                        .write(DicomFile.of(data, Uids.EXPLICIT_LITTLE_ENDIAN), own.resolve(instance + ".dcm"));
            }
        }
    }
}
