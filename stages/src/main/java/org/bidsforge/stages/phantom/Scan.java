// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;
import org.bidsforge.stages.phantom.Geometry.Vector;
import org.bidsforge.stages.phantom.SeriesPlan.Kind;

/** The objects of one series as the scanner would send them. */
final class Scan {
    /** Hertz between two pixels along the phase encoding; gives an effective echo spacing of 0.51 ms with 64 lines. */
    static final double BANDWIDTH_PER_PIXEL = 30.637;

    private final Visit visit;
    private final SeriesPlan plan;
    private final Csa csa;
    private final Voxels voxels;
    private final double startSeconds;
    private final String seriesUid;
    private final List<String> localizer;

    /** {@code localizer} are the objects on which the operator planned this series. */
    Scan(Visit visit, SeriesPlan plan, long seed, double startSeconds, List<String> localizer) {
        this.visit = visit;
        this.plan = plan;
        this.csa = new Csa(visit, plan);
        this.voxels = new Voxels(plan, seed);
        this.startSeconds = startSeconds;
        this.seriesUid = visit.uid("series uid");
        this.localizer = List.copyOf(localizer);
    }

    List<DataSet> objects() {
        List<DataSet> objects = new ArrayList<>();
        for (int volume = 0; volume < plan.volumes(); volume++) {
            int perVolume = plan.kind().isMosaic() ? 1 : plan.geometry().slices();
            for (int slice = 0; slice < perVolume; slice++) {
                objects.add(object(volume, slice, objects.size() + 1));
            }
        }
        return objects;
    }

    double seconds() {
        double volumes = plan.kind() == Kind.ANATOMY ? plan.geometry().rows() / 2.0 : plan.volumes();
        return volumes * plan.timing().repetition() / 1000;
    }

    private DataSet object(int volume, int slice, int instance) {
        double afterStart = plan.volumes() == 1 && !plan.kind().isEcho()
                ? 0
                : (volume * plan.timing().repetition() + (plan.kind().isMosaic() ? 0 : plan.sliceTime(slice))) / 1000;
        DataSet data = visit.commonElements();
        data.setString(Tag.SOP_CLASS_UID, Uids.MR_IMAGE);
        data.setString(Tag.SOP_INSTANCE_UID, visit.uid("object uid"));
        series(data);
        times(data, afterStart);
        data.setInt(Tag.INSTANCE_NUMBER, instance);
        data.setInt(Tag.ACQUISITION_NUMBER, plan.kind().isEcho() ? volume + 1 : 1);
        contrast(data);
        place(data, slice);
        csa.addTo(data, volume, slice, afterStart);
        byte[] pixels = plan.kind().isMosaic() ? voxels.mosaic(volume) : voxels.slice(volume, slice);
        data.setBytes(Tag.PIXEL_DATA, Vr.OW, pixels);
        return data;
    }

    private void series(DataSet data) {
        data.setString(Tag.SERIES_INSTANCE_UID, seriesUid);
        data.setInt(Tag.SERIES_NUMBER, plan.number());
        data.setString(Tag.PROTOCOL_NAME, plan.protocol());
        data.setString(Tag.SERIES_DESCRIPTION, plan.protocol());
        data.setString(
                Tag.IMAGE_TYPE,
                switch (plan.kind()) {
                    case BOLD -> new String[] {"ORIGINAL", "PRIMARY", "M", "ND", "MOSAIC"};
                    case DIFFUSION -> new String[] {"ORIGINAL", "PRIMARY", "DIFFUSION", "NONE", "ND"};
                    case SCOUT, ANATOMY, FIELDMAP_TO_BACK, FIELDMAP_TO_FRONT ->
                        new String[] {"ORIGINAL", "PRIMARY", "M", "ND"};
                });
        if (!localizer.isEmpty()) {
            data.setSequence(
                    Tag.REFERENCED_IMAGE_SEQUENCE,
                    localizer.stream().limit(3).map(Scan::reference).toList());
        }
        if (plan.stopped()) {
            data.setString(
                    Tag.COMMENTS_ON_THE_PERFORMED_PROCEDURE_STEP,
                    "Stopped, " + visit.person().familyName() + " pressed the bell");
        }
    }

    private static DataSet reference(String uid) {
        DataSet item = new DataSet();
        item.setString(Tag.REFERENCED_SOP_CLASS_UID, Uids.MR_IMAGE);
        item.setString(Tag.REFERENCED_SOP_INSTANCE_UID, uid);
        return item;
    }

    private void times(DataSet data, double afterStart) {
        String date = visit.person().compact(visit.person().visit());
        for (int tag :
                new int[] {Tag.SERIES_DATE, Tag.ACQUISITION_DATE, Tag.CONTENT_DATE, Tag.INSTANCE_CREATION_DATE}) {
            data.setString(tag, date);
        }
        data.setString(Tag.SERIES_TIME, visit.time(startSeconds));
        data.setString(Tag.ACQUISITION_TIME, visit.time(startSeconds + afterStart));
        data.setString(Tag.CONTENT_TIME, visit.time(startSeconds + afterStart + 1));
        data.setString(Tag.INSTANCE_CREATION_TIME, visit.time(startSeconds + afterStart + 2));
    }

    private void contrast(DataSet data) {
        SeriesPlan.Timing timing = plan.timing();
        Kind kind = plan.kind();
        data.setString(Tag.MR_ACQUISITION_TYPE, kind == Kind.ANATOMY ? "3D" : "2D");
        data.setString(
                Tag.SCANNING_SEQUENCE,
                switch (kind) {
                    case SCOUT -> new String[] {"GR"};
                    case ANATOMY -> new String[] {"GR", "IR"};
                    case BOLD -> new String[] {"EP", "GR"};
                    case FIELDMAP_TO_BACK, FIELDMAP_TO_FRONT, DIFFUSION -> new String[] {"EP", "SE"};
                });
        data.setString(Tag.SEQUENCE_VARIANT, "SK");
        data.setString(Tag.SCAN_OPTIONS, kind.isEcho() ? "FS" : "");
        data.setString(Tag.SEQUENCE_NAME, plan.sequence());
        data.setDouble(Tag.REPETITION_TIME, timing.repetition());
        data.setDouble(Tag.ECHO_TIME, timing.echo());
        data.setInt(Tag.ECHO_NUMBERS, 1);
        data.setDouble(Tag.FLIP_ANGLE, timing.flipAngle());
        if (timing.inversion() > 0) {
            data.setDouble(Tag.INVERSION_TIME, timing.inversion());
        }
        data.setString(Tag.ANGIO_FLAG, "N");
        data.setDouble(Tag.NUMBER_OF_AVERAGES, 1);
        data.setDouble(Tag.PIXEL_BANDWIDTH, kind.isEcho() ? 2368 : 240);
        data.setInt(Tag.NUMBER_OF_PHASE_ENCODING_STEPS, plan.geometry().rows());
        data.setInt(Tag.ECHO_TRAIN_LENGTH, kind.isEcho() ? plan.geometry().rows() : 1);
        data.setDouble(Tag.PERCENT_SAMPLING, 100);
        data.setDouble(Tag.PERCENT_PHASE_FIELD_OF_VIEW, 100);
        data.setInt(
                Tag.ACQUISITION_MATRIX,
                plan.geometry().columns(),
                0,
                0,
                plan.geometry().rows());
        data.setString(Tag.IN_PLANE_PHASE_ENCODING_DIRECTION, "COL");
        data.setDouble(Tag.SAR, 0.0651);
    }

    private void place(DataSet data, int slice) {
        Geometry geometry = plan.geometry();
        boolean mosaic = plan.kind().isMosaic();
        int tiles = mosaic ? geometry.tiles() : 1;
        // A mosaic's position is that of one picture as large as all tiles, centred where the first slice is.
        double overhangColumns = (tiles - 1) * geometry.columns() / 2.0;
        double overhangRows = (tiles - 1) * geometry.rows() / 2.0;
        Vector corner = geometry.position(-overhangColumns, -overhangRows, slice);
        Vector row = geometry.orientation().row();
        Vector column = geometry.orientation().column();
        data.setDouble(Tag.IMAGE_POSITION_PATIENT, corner.x(), corner.y(), corner.z());
        data.setDouble(Tag.IMAGE_ORIENTATION_PATIENT, row.x(), row.y(), row.z(), column.x(), column.y(), column.z());
        data.setDouble(Tag.SLICE_LOCATION, corner.dot(geometry.normal()));
        data.setDouble(Tag.SLICE_THICKNESS, geometry.spacing().z());
        data.setDouble(Tag.SPACING_BETWEEN_SLICES, geometry.spacing().z());
        data.setDouble(
                Tag.PIXEL_SPACING, geometry.spacing().y(), geometry.spacing().x());
        data.setInt(Tag.ROWS, geometry.rows() * tiles);
        data.setInt(Tag.COLUMNS, geometry.columns() * tiles);
        data.setInt(Tag.SAMPLES_PER_PIXEL, 1);
        data.setString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2");
        data.setInt(Tag.BITS_ALLOCATED, 16);
        data.setInt(Tag.BITS_STORED, 12);
        data.setInt(Tag.HIGH_BIT, 11);
        data.setInt(Tag.PIXEL_REPRESENTATION, 0);
    }

    static Stream<String> uids(List<DataSet> objects) {
        return objects.stream().flatMap(object -> object.getString(Tag.SOP_INSTANCE_UID).stream());
    }
}
