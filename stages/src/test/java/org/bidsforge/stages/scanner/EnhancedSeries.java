// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;
import org.bidsforge.dicom.io.DicomFile;
import org.bidsforge.dicom.io.DicomWriter;

/** Multi-frame objects (PS3.3 A.36) with functional groups: all volumes in one object, or one object for each. */
final class EnhancedSeries implements MadeScan {
    private static final int FRAMES = Tag.of(0x0028, 0x0008);
    private static final int DIMENSION_INDEX = Tag.of(0x0020, 0x9222);
    private static final int INDEX_POINTER = Tag.of(0x0020, 0x9165);
    private static final int GROUP_POINTER = Tag.of(0x0020, 0x9167);

    private final Phantom phantom;
    private final String uid;
    private final List<Consumer<DataSet>> header = new ArrayList<>();
    private final List<Consumer<DataSet>> shared = new ArrayList<>();
    private final List<FrameTags> frames = new ArrayList<>();
    private boolean together = true;
    private boolean slicesInside = true;

    EnhancedSeries(Phantom phantom, int number, String protocol) {
        this.phantom = phantom;
        this.uid = "1.2.826.3." + number;
        header(data -> {
            Header.series(data, number, protocol);
            data.setString(Tag.SERIES_INSTANCE_UID, uid);
            data.setString(Tag.SOP_CLASS_UID, Uids.ENHANCED_MR_IMAGE);
            data.remove(Tag.ACQUISITION_DATE);
            data.remove(Tag.ACQUISITION_TIME);
            data.setString(Tag.ACQUISITION_DATE_TIME, "19200101" + Header.time(60 * number));
            Header.pixels(data, Phantom.ROWS, Phantom.COLUMNS);
            data.put(new Element.Sequence(
                    DIMENSION_INDEX,
                    List.of(pointer(Tag.STACK_ID), pointer(Tag.IN_STACK_POSITION_NUMBER), pointer(0x00209128)),
                    true));
        });
        frame((data, volume, slice) -> {
            Header.item(
                    data,
                    Tag.PLANE_POSITION_SEQUENCE,
                    item -> item.setDouble(Tag.IMAGE_POSITION_PATIENT, Phantom.position(slice)));
            Header.item(
                    data,
                    Tag.of(0x0020, 0x9116),
                    item -> item.setDouble(Tag.IMAGE_ORIENTATION_PATIENT, Phantom.orientation()));
            Header.item(data, Tag.of(0x0028, 0x9110), item -> {
                item.setDouble(Tag.SLICE_THICKNESS, Phantom.SLICE_SPACING);
                item.setDouble(Tag.SPACING_BETWEEN_SLICES, Phantom.SLICE_SPACING);
                item.setDouble(Tag.PIXEL_SPACING, Phantom.ROW_SPACING, Phantom.COLUMN_SPACING);
            });
        });
    }

    private static DataSet pointer(int tag) {
        return Header.item(item -> {
            item.setBytes(INDEX_POINTER, Vr.AT, bytes(tag));
            item.setBytes(GROUP_POINTER, Vr.AT, bytes(Tag.FRAME_CONTENT_SEQUENCE));
        });
    }

    private static byte[] bytes(int tag) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) Tag.group(tag))
                .putShort((short) Tag.element(tag))
                .array();
    }

    EnhancedSeries header(Consumer<DataSet> more) {
        header.add(more);
        return this;
    }

    EnhancedSeries shared(Consumer<DataSet> more) {
        shared.add(more);
        return this;
    }

    EnhancedSeries frame(FrameTags more) {
        frames.add(more);
        return this;
    }

    /** One object for each volume, as Siemens writes runs. */
    EnhancedSeries eachVolumeAlone() {
        this.together = false;
        return this;
    }

    /** All volumes of a slice one after the other, as Philips orders its frames. */
    EnhancedSeries volumesInside() {
        this.slicesInside = false;
        return this;
    }

    private record Frame(int volume, int slice) {}

    @Override
    public void write(Path folder) throws IOException {
        Path own = Files.createDirectories(folder.resolve(uid));
        List<List<Frame>> objects = new ArrayList<>();
        List<Frame> all = new ArrayList<>();
        for (int outer = 0; outer < (slicesInside ? phantom.volumes() : phantom.slices()); outer++) {
            List<Frame> inner = new ArrayList<>();
            for (int at = 0; at < (slicesInside ? phantom.slices() : phantom.volumes()); at++) {
                inner.add(slicesInside ? new Frame(outer, at) : new Frame(at, outer));
            }
            all.addAll(inner);
            objects.add(inner);
        }
        List<List<Frame>> wanted = together ? List.of(all) : objects;
        for (int i = 0; i < wanted.size(); i++) {
            DataSet data = object(wanted.get(i));
            data.setInt(Tag.INSTANCE_NUMBER, i + 1);
            data.setString(Tag.SOP_INSTANCE_UID, uid + "." + (i + 1));
            new DicomWriter().write(DicomFile.of(data, Uids.EXPLICIT_LITTLE_ENDIAN), own.resolve((i + 1) + ".dcm"));
        }
    }

    private DataSet object(List<Frame> wanted) {
        DataSet data = new DataSet();
        header.forEach(more -> more.accept(data));
        data.setInt(FRAMES, wanted.size());
        Header.item(data, Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, item -> shared.forEach(more -> more.accept(item)));
        List<DataSet> groups = new ArrayList<>();
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        for (Frame frame : wanted) {
            groups.add(Header.item(item -> frames.forEach(more -> more.set(item, frame.volume(), frame.slice()))));
            pixels.writeBytes(Phantom.pixels(frame.volume(), frame.slice()));
        }
        data.put(new Element.Sequence(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, groups, true));
        data.setBytes(Tag.PIXEL_DATA, Vr.OW, pixels.toByteArray());
        return data;
    }
}
