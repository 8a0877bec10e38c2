// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bidsforge.core.bids.BidsName;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.stages.TestTools;
import org.bidsforge.stages.dcm2niix.Json;
import org.bidsforge.stages.dcm2niix.RawImage;
import org.bidsforge.stages.image.NiftiHeader;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.schema.DatasetView;
import org.bidsforge.stages.schema.SessionScope;
import org.bidsforge.stages.source.Series;
import org.bidsforge.stages.source.Variety;
import org.junit.jupiter.api.Test;

/** Two fieldmaps, a run between them, and what decides which is its own. */
class FieldmapsIT {
    private static final String BOLD = "func/sub-01_task-rest_bold";

    @Test
    void theNearestInTimeWhereNothingElseDecides() throws IOException {
        assertThat(source("[1]", "[2]", "[3]", 0)).isEqualTo("gre_acqlate");
    }

    @Test
    void theOneWithTheSameShimIsNearer() throws IOException {
        assertThat(source("[3]", "[2]", "[3]", 0)).isEqualTo("gre_acqearly");
    }

    @Test
    void theOneThatCoversTheRunIsNearerStill() throws IOException {
        assertThat(source("[3]", "[2]", "[3]", 500)).isEqualTo("gre_acqlate");
    }

    @Test
    void theReasonIsTold() throws IOException {
        List<NamedImage> images = images("[3]", "[2]", "[3]", 0);

        assertThat(made(images).findings())
                .extracting(Finding::evidence)
                .containsExactly("Of 2 fieldmaps gre_acqearly is its own: it covers the image and has its shim;"
                        + " of such it was acquired nearest.");
    }

    private static String source(String early, String late, String run, double away) throws IOException {
        return made(images(early, late, run, away))
                .sidecars()
                .getOrDefault("sub-01/" + BOLD + ".nii.gz", Json.object())
                .path("B0FieldSource")
                .asText();
    }

    /** Shims of the early and the late fieldmap and of the run; the early one lies so many millimetres away. */
    private static List<NamedImage> images(String early, String late, String run, double away) throws IOException {
        List<NamedImage> images = new ArrayList<>();
        images.add(named("fmap/sub-01_acq-early_phasediff", "100000", early, away));
        images.add(named(BOLD, "102000", run, 0));
        images.add(named("fmap/sub-01_acq-late_phasediff", "102100", late, 0));
        return images;
    }

    private static Sidecars.Made made(List<NamedImage> images) throws IOException {
        BidsSchema schema = BidsSchema.read(TestTools.toolbox().requireSchema());
        DatasetView nothing = new DatasetView() {
            @Override
            public Optional<Path> find(String path) {
                return Optional.empty();
            }

            @Override
            public Set<String> names(String folder) {
                return Set.of();
            }
        };
        return new Sidecars(new SessionScope(schema, images, nothing), List.of()).of(images);
    }

    private static NamedImage named(String stem, String time, String shim, double away) throws IOException {
        ObjectNode json = Json.parse("{\"ShimSetting\": " + shim + ", \"RepetitionTime\": 2}", "a sidecar");
        boolean run = stem.equals(BOLD);
        NiftiHeader header = new NiftiHeader(
                List.of(8, 8, 4, run ? 10 : 1),
                List.of(3.0, 3.0, 3.0, 2.0),
                List.of(List.of(3.0, 0.0, 0.0, away), List.of(0.0, 3.0, 0.0, 0.0), List.of(0.0, 0.0, 3.0, 0.0)),
                ByteOrder.LITTLE_ENDIAN,
                4,
                352,
                1,
                0);
        RawImage raw = new RawImage("1-1", "", Path.of("x.nii"), header, json, Optional.empty(), Optional.empty());
        Series series =
                new Series("1." + time, "19200101" + time + ".000000", new DataSet(), List.of(), Variety.none());
        String datatype = stem.substring(0, stem.indexOf('/'));
        BidsName name = BidsName.parse(stem.substring(stem.indexOf('/') + 1) + ".nii.gz")
                .orElseThrow();
        return new NamedImage(series, raw, datatype, name, "sub-01/" + stem + ".nii.gz");
    }
}
