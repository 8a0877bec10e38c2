// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.bids.BidsName;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.stages.dcm2niix.RawImage;
import org.bidsforge.stages.image.NiftiHeader;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.source.Series;
import org.bidsforge.stages.source.Variety;
import org.junit.jupiter.api.Test;

class TruthChecksTest {
    private static final String GOOD = """
            {"RepetitionTime": 2.0, "SliceTiming": [0, 1.0, 0.5, 1.5], "PhaseEncodingDirection": "j-"}""";

    @Test
    void findNothingWhereAllAgree() throws IOException {
        assertThat(codes(GOOD, 2.0, 10)).isEmpty();
    }

    @Test
    void aRepetitionTimeOtherThanTheTagOrTheImageIsTold() throws IOException {
        RawImage diffusion = raw(GOOD, 1.9, 10, Optional.empty());

        assertThat(codes(GOOD.replace("2.0,", "2.5,"), 2.0, 10)).containsExactly("repetition-time-mismatch");
        assertThat(TruthChecks.of(named(diffusion, "dwi", "dwi")))
                .extracting(Finding::code)
                .containsExactly("repetition-time-mismatch");
    }

    @Test
    void sliceTimesFitTheMultibandFactor() throws IOException {
        String two = GOOD.replace("[0, 1.0, 0.5, 1.5]", "[0, 1.0, 0, 1.0], \"MultibandAccelerationFactor\": 2");

        assertThat(codes(two, 2.0, 10)).isEmpty();
        assertThat(codes(two.replace("Factor\": 2", "Factor\": 1"), 2.0, 10)).containsExactly("multiband-mismatch");
        assertThat(codes(GOOD.replace("[0, 1.0, 0.5, 1.5]", "[0, 0, 0, 0]"), 2.0, 10))
                .containsExactly("multiband-mismatch");
    }

    @Test
    void aPhaseEncodingAlongTheOtherAxisIsTold() throws IOException {
        assertThat(codes(GOOD.replace("j-", "i"), 2.0, 10)).containsExactly("phase-encoding-mismatch");
    }

    @Test
    void aStoppedRunIsTold() throws IOException {
        assertThat(codes(GOOD, 2.0, 9)).containsExactly("volumes-missing");
    }

    private static List<String> codes(String sidecar, double headerSeconds, int volumes) throws IOException {
        RawImage raw = raw(sidecar, headerSeconds, volumes, Optional.empty());
        return TruthChecks.of(named(raw, "func", "bold")).stream()
                .map(Finding::code)
                .toList();
    }

    private static NamedImage named(RawImage raw, String datatype, String suffix) {
        DataSet header = new DataSet();
        header.setDouble(Tag.REPETITION_TIME, 2000);
        header.setString(Tag.IN_PLANE_PHASE_ENCODING_DIRECTION, "COL");
        header.setInt(Tag.of(0x0020, 0x0105), 10);
        Series series = new Series("1.2", "", header, List.of(), Variety.none());
        BidsName name = BidsName.of(Map.of("sub", "01"), suffix, ".nii.gz");
        return new NamedImage(series, raw, datatype, name, "sub-01/" + datatype + "/sub-01_" + suffix + ".nii.gz");
    }

    private static RawImage raw(String sidecar, double seconds, int volumes, Optional<Path> bval) throws IOException {
        NiftiHeader header = new NiftiHeader(
                List.of(8, 8, 4, volumes),
                List.of(1.0, 1.0, 1.0, seconds),
                List.of(),
                ByteOrder.LITTLE_ENDIAN,
                4,
                352,
                1,
                0);
        ObjectNode json = (ObjectNode) JsonMapper.builder().build().readTree(sidecar);
        return new RawImage("1.2", "", Path.of("x.nii"), header, json, bval, Optional.empty());
    }
}
