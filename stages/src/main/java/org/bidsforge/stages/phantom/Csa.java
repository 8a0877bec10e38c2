// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.phantom;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Vr;
import org.bidsforge.stages.phantom.Geometry.Vector;
import org.bidsforge.stages.phantom.SeriesPlan.Gradient;
import org.bidsforge.stages.phantom.SeriesPlan.Kind;

/** The private elements by which a Siemens scanner of the E11 line describes mosaics, slice times and diffusion. */
final class Csa {
    private static final String HEADER = "SIEMENS CSA HEADER";
    private static final String MR = "SIEMENS MR HEADER";
    private static final int GROUP = 0x0029;

    private final Visit visit;
    private final SeriesPlan plan;
    private final byte[] series;

    Csa(Visit visit, SeriesPlan plan) {
        this.visit = visit;
        this.plan = plan;
        this.series = new CsaHeader()
                .text("UsedPatientWeight", "71.5")
                .text("PatientName", visit.person().dicomName())
                .text("MrPhoenixProtocol", phoenix())
                .bytes();
    }

    void addTo(DataSet data, int volume, int slice, double seconds) {
        Person person = visit.person();
        text(data, 0x08, Vr.CS, "IMAGE NUM 4");
        text(data, 0x09, Vr.LO, person.compact(person.visit()));
        data.setPrivate(HEADER, GROUP, 0x10, Vr.OB, even(image(volume, slice, seconds)));
        text(data, 0x18, Vr.CS, "MR");
        text(data, 0x19, Vr.LO, person.compact(person.visit()));
        data.setPrivate(HEADER, GROUP, 0x20, Vr.OB, even(series));
        data.setString(Tag.of(0x0019, 0x0010), Vr.LO, MR);
        if (plan.kind().isMosaic()) {
            data.setNumbers(Tag.of(0x0019, 0x100A), Vr.US, plan.geometry().slices());
            data.setNumbers(Tag.of(0x0019, 0x1029), Vr.FD, sliceTimes());
        }
        if (plan.kind().isEcho()) {
            data.setNumbers(Tag.of(0x0019, 0x1028), Vr.FD, Scan.BANDWIDTH_PER_PIXEL);
        }
        if (plan.kind() == Kind.DIFFUSION) {
            diffusion(data, plan.gradients().get(volume));
        }
    }

    private void text(DataSet data, int element, Vr vr, String text) {
        data.setPrivate(HEADER, GROUP, element, vr, even(text.getBytes(StandardCharsets.ISO_8859_1), (byte) ' '));
    }

    private static void diffusion(DataSet data, Gradient gradient) {
        data.setNumbers(Tag.DIFFUSION_B_VALUE, Vr.FD, gradient.bValue());
        data.setString(Tag.of(0x0019, 0x100C), Vr.IS, Integer.toString(gradient.bValue()));
        data.setString(Tag.of(0x0019, 0x100D), Vr.CS, gradient.bValue() == 0 ? "NONE" : "DIRECTIONAL");
        if (gradient.bValue() > 0) {
            Vector direction = gradient.direction();
            data.setNumbers(Tag.DIFFUSION_GRADIENT_ORIENTATION, Vr.FD, direction.x(), direction.y(), direction.z());
            data.setNumbers(Tag.of(0x0019, 0x100E), Vr.FD, direction.x(), direction.y(), direction.z());
            data.setNumbers(Tag.of(0x0019, 0x1027), Vr.FD, matrix(gradient));
        }
    }

    private byte[] image(int volume, int slice, double seconds) {
        Vector normal = plan.geometry().normal();
        CsaHeader header = new CsaHeader()
                .numbers("SliceNormalVector", normal.x(), normal.y(), normal.z())
                .integer("ProtocolSliceNumber", slice)
                .numbers("TimeAfterStart", seconds)
                .text("ImaCoilString", "HEA;HEP");
        if (plan.kind().isMosaic()) {
            header.integer("NumberOfImagesInMosaic", plan.geometry().slices())
                    .numbers("MosaicRefAcqTimes", sliceTimes());
        }
        if (plan.kind().isEcho()) {
            header.integer("PhaseEncodingDirectionPositive", plan.kind().phaseEncodingPositive() ? 1 : 0)
                    .numbers("BandwidthPerPixelPhaseEncode", Scan.BANDWIDTH_PER_PIXEL);
        }
        if (plan.kind() == Kind.DIFFUSION) {
            Gradient gradient = plan.gradients().get(volume);
            header.integer("B_value", gradient.bValue());
            if (gradient.bValue() > 0) {
                Vector direction = gradient.direction();
                header.numbers("DiffusionGradientDirection", direction.x(), direction.y(), direction.z())
                        .numbers("B_matrix", matrix(gradient));
            }
        }
        return header.bytes();
    }

    private double[] sliceTimes() {
        return IntStream.range(0, plan.geometry().slices())
                .mapToDouble(plan::sliceTime)
                .toArray();
    }

    private static double[] matrix(Gradient gradient) {
        Vector g = gradient.direction();
        double b = gradient.bValue();
        return new double[] {
            b * g.x() * g.x(),
            b * g.x() * g.y(),
            b * g.x() * g.z(),
            b * g.y() * g.y(),
            b * g.y() * g.z(),
            b * g.z() * g.z()
        };
    }

    /** The protocol as the console's text, with the traces of the person that consoles leave in it. */
    private String phoenix() {
        Person person = visit.person();
        return """
            <XProtocol>
            {
              <Name> "PhoenixMetaProtocol"
              <ParamString."PatientName"> { "%s" }
              <ParamString."PatientID"> { "%s" }
              <ParamString."InstitutionName"> { "%s" }
              <ParamString."DeviceSerialNumber"> { "%s" }
              <ParamString."StudyDate"> { "%s" }
            }
            ### ASCCONV BEGIN ###
            ulVersion = 51150000
            tSequenceFileName = "%%SiemensSeq%%\\%s"
            tProtocolName = "%s"
            tReferenceImage0 = "%s"
            sProtConsistencyInfo.tSystemType = "166"
            alTR[0] = %d
            alTE[0] = %d
            lContrasts = 1
            sSliceArray.lSize = %d
            sSliceArray.ucMode = 4
            sKSpace.lBaseResolution = %d
            sKSpace.lPhaseEncodingLines = %d
            ### ASCCONV END ###
            """.formatted(
                        person.dicomName(),
                        person.patientId(),
                        person.institution(),
                        person.serialNumber(),
                        person.compact(person.visit()),
                        sequenceFile(),
                        plan.protocol(),
                        visit.uid("uid in the protocol text"),
                        Math.round(plan.timing().repetition() * 1000),
                        Math.round(plan.timing().echo() * 1000),
                        plan.geometry().slices(),
                        plan.geometry().columns(),
                        plan.geometry().rows());
    }

    private String sequenceFile() {
        return switch (plan.kind()) {
            case SCOUT -> "gre";
            case ANATOMY -> "tfl";
            case BOLD -> "ep2d_bold";
            case FIELDMAP_TO_BACK, FIELDMAP_TO_FRONT -> "ep2d_se";
            case DIFFUSION -> "ep2d_diff";
        };
    }

    private static byte[] even(byte[] bytes) {
        return even(bytes, (byte) 0);
    }

    private static byte[] even(byte[] bytes, byte padding) {
        if (bytes.length % 2 == 0) {
            return bytes;
        }
        byte[] padded = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        padded[bytes.length] = padding;
        return padded;
    }
}
