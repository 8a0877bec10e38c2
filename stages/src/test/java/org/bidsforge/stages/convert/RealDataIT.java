// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Measure;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.stages.TestTools;
import org.bidsforge.stages.validate.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scans of real scanners, against images that others made of them. */
class RealDataIT {
    private static final int VOXELS = 352;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"dcm_qa_nih, 8, 8", "dcm_qa_me, 3, 5"})
    void everySeriesIsConvertedWithTheVoxelsOfTheReferences(String set, int series, int images)
            throws IOException, InterruptedException {
        Path data = TestTools.sharedData(set, folder);
        Path bids = folder.resolve("bids");
        Conversion conversion = convert(data.resolve("In"), bids);

        assertThat(conversion.report().series()).hasSize(series);
        assertThat(conversion.report().series())
                .extracting(SeriesOutcome::outcome)
                .containsOnly("converted");
        assertThat(voxels(bids, ".nii.gz")).hasSize(images).isEqualTo(voxels(data.resolve("Ref"), ".nii"));
        assertValid(bids);
    }

    @Test
    void aPhilipsRunWithAReproinNameIsConverted() throws IOException, InterruptedException {
        Path data = TestTools.sharedData("example-dicom-functional-1block", folder);
        Path bids = folder.resolve("bids");
        Conversion conversion = convert(data.resolve("dicoms"), bids);

        assertThat(conversion.report().series())
                .extracting(SeriesOutcome::objects)
                .containsExactly(630);
        assertThat(bids.resolve("sub-01/func/sub-01_task-oneback_run-01_bold.nii.gz"))
                .exists();
        // The published set is the first block of a longer run, without its events.
        assertThat(conversion.report().findings())
                .filteredOn(finding -> finding.severity() != Severity.NOTE)
                .extracting(Finding::evidence)
                .satisfiesExactly(
                        volumes -> assertThat(volumes).isEqualTo("18 volumes, but 156 were planned."),
                        events -> assertThat(events).startsWith("BIDS recommends \"events\" in associations"));
        assertValid(bids);
    }

    private static Conversion convert(Path dicom, Path bids) throws IOException, InterruptedException {
        return Converter.of(TestTools.toolbox())
                .convert(new ConvertRequest(List.of(dicom), bids, Optional.of("01"), Optional.empty(), false))
                .get(0);
    }

    private static void assertValid(Path bids) throws IOException, InterruptedException {
        Map<String, Double> measures = new HashMap<>();
        for (Measure measure : Validation.of(bids, TestTools.toolbox()).report().measures()) {
            measures.put(measure.name(), measure.value());
        }
        assertThat(measures).containsEntry("errors", 0.0);
    }

    /** The hashes of the voxels of all images below the folder. */
    private static Set<Integer> voxels(Path below, String ending) throws IOException {
        Set<Integer> hashes = new HashSet<>();
        for (Path file : TestTools.files(below)) {
            if (file.toString().endsWith(ending)) {
                try (InputStream in = ending.endsWith(".gz")
                        ? new GZIPInputStream(Files.newInputStream(file))
                        : Files.newInputStream(file)) {
                    in.skipNBytes(VOXELS);
                    hashes.add(Arrays.hashCode(in.readAllBytes()));
                }
            }
        }
        return hashes;
    }
}
