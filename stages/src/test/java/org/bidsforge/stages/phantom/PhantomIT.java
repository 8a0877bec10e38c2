// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bidsforge.core.config.Toolbox;
import org.bidsforge.stages.TestTools;
import org.bidsforge.stages.dcm2niix.Dcm2niix;
import org.bidsforge.stages.dcm2niix.RawImage;
import org.bidsforge.stages.phantom.Geometry.Vector;
import org.bidsforge.stages.phantom.SeriesPlan.Gradient;
import org.bidsforge.stages.phantom.SeriesPlan.Kind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** dcm2niix, an independent reader, finds in the objects what was planned. */
class PhantomIT {
    @TempDir
    private static Path folder;

    private static List<RawImage> images = List.of();
    private static PhantomSession.Written written = new PhantomSession.Written(0, 0, 0);

    @BeforeAll
    static void generate() throws IOException, InterruptedException {
        Toolbox toolbox = TestTools.toolbox();
        written =
                new PhantomSession(1, "Lab^Memory").write(folder.resolve("dicom"), folder.resolve("identifiers.json"));
        Dcm2niix dcm2niix = new Dcm2niix(toolbox.require(Toolbox.Tool.DCM2NIIX), Duration.ofMinutes(2));
        Dcm2niix.Run run = dcm2niix.convert(folder.resolve("dicom"), folder.resolve("nifti"));
        assertThat(run.clean()).isTrue();
        images = run.images();
    }

    static Stream<SeriesPlan> plans() {
        return Protocol.session().stream();
    }

    @Test
    void hasAboutSixHundredObjects() {
        assertThat(written.objects()).isBetween(550, 650);
    }

    @ParameterizedTest
    @MethodSource("plans")
    void geometryComesOutAsPlanned(SeriesPlan plan) {
        RawImage image = image(plan);
        Geometry geometry = plan.geometry();
        int volume = geometry.columns() * geometry.rows() * geometry.slices();

        List<Integer> size = image.header().size();
        assertThat(size.get(0) * size.get(1) * size.get(2)).isEqualTo(volume);
        assertThat(image.volumes()).isEqualTo(plan.volumes());
        assertThat(image.header().spacing().subList(0, 3))
                .map(Double::floatValue)
                .containsExactlyInAnyOrder(
                        (float) geometry.spacing().x(),
                        (float) geometry.spacing().y(),
                        (float) geometry.spacing().z());
        // The middle of the head is in the middle of the image, so the corners lie opposite each other.
        for (int axis = 0; axis < 3; axis++) {
            double far = corner(image, axis, 1);
            assertThat(corner(image, axis, 0)).isCloseTo(-far, within(0.01));
        }
    }

    private static double corner(RawImage image, int axis, int end) {
        List<Double> row = image.header().affine().get(axis);
        double place = row.get(3);
        for (int i = 0; i < 3; i++) {
            place += end * row.get(i) * (image.header().size().get(i) - 1);
        }
        return place;
    }

    @ParameterizedTest
    @MethodSource("plans")
    void timesComeOutAsPlanned(SeriesPlan plan) {
        RawImage image = image(plan);

        assertThat(seconds(image, "RepetitionTime")).isCloseTo(plan.timing().repetition() / 1000, within(1e-6));
        assertThat(seconds(image, "EchoTime")).isCloseTo(plan.timing().echo() / 1000, within(1e-6));
        if (plan.kind().isEcho()) {
            JsonNode times = image.sidecar().path("SliceTiming");
            assertThat(times).hasSize(plan.geometry().slices());
            for (int slice = 0; slice < times.size(); slice++) {
                // Without a mosaic dcm2niix takes the times of day, which it keeps as 32 bit numbers.
                double tolerance = plan.kind().isMosaic() ? 1e-4 : 0.01;
                assertThat(times.get(slice).asDouble()).isCloseTo(plan.sliceTime(slice) / 1000, within(tolerance));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("plans")
    void phaseEncodingComesOutAsPlanned(SeriesPlan plan) {
        if (plan.kind().isEcho()) {
            String direction = plan.kind() == Kind.FIELDMAP_TO_FRONT ? "j" : "j-";
            assertThat(image(plan).text("PhaseEncodingDirection")).contains(direction);
            assertThat(seconds(image(plan), "TotalReadoutTime")).isCloseTo(0.0321, within(1e-3));
        }
    }

    @Test
    void diffusionComesOutAsPlanned() throws IOException {
        SeriesPlan plan = Protocol.session().stream()
                .filter(one -> one.kind() == Kind.DIFFUSION)
                .findFirst()
                .orElseThrow();
        RawImage image = image(plan);

        double[] values = numbers(Files.readString(image.bval().orElseThrow()));
        List<String> rows = Files.readAllLines(image.bvec().orElseThrow());
        assertThat(values).hasSize(plan.volumes());
        for (int volume = 0; volume < plan.volumes(); volume++) {
            Gradient gradient = plan.gradients().get(volume);
            Vector direction = gradient.direction();
            assertThat(values[volume]).isEqualTo(gradient.bValue());
            // dcm2niix turns the rows around, so that the second axis points to the front.
            assertThat(numbers(rows.get(0))[volume]).isCloseTo(direction.x(), within(1e-4));
            assertThat(numbers(rows.get(1))[volume]).isCloseTo(-direction.y(), within(1e-4));
            assertThat(numbers(rows.get(2))[volume]).isCloseTo(direction.z(), within(1e-4));
        }
    }

    @Test
    void everyListedIdentifierIsInTheObjects() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : TestTools.files(folder.resolve("dicom"))) {
            all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        JsonNode list =
                new ObjectMapper().readTree(folder.resolve("identifiers.json").toFile());
        assertThat(list).hasSize(written.identifiers());
        for (JsonNode identifier : list) {
            String value = identifier.path("value").asText();
            if (!value.matches("\\d{4}-\\d{2}-\\d{2}")) {
                assertThat(all.indexOf(value)).as(identifier.toString()).isNotNegative();
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        new PhantomSession(1, "Lab^Memory").write(folder.resolve("again"), folder.resolve("again.json"));

        assertThat(TestTools.tree(folder.resolve("again"))).isEqualTo(TestTools.tree(folder.resolve("dicom")));
    }

    private static RawImage image(SeriesPlan plan) {
        return images.stream()
                .filter(image -> image.sidecar().path("SeriesNumber").asInt() == plan.number())
                .findFirst()
                .orElseThrow();
    }

    private static double seconds(RawImage image, String key) {
        return image.number(key).orElseThrow().doubleValue();
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.strip().split("\\s+"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
