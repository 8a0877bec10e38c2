// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.stages.TestTools;
import org.bidsforge.stages.validate.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scans of real scanners with images and sidecars that others made of them: voxels are equal, and so is every key but for
 * the differences that docs/convert-references.md names.
 */
class ReferencesIT {
    private static final int VOXELS = 352;

    /** A single volume of a run, which is no run; as a single-band reference it may stand. */
    private static final String SINGLE = """
            version: 1
            rules:
              - {then: {datatype: func, suffix: sbref, entities: {task: ts}}}
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"dcm_qa_enh", "dcm_qa_me", "dcm_qa_nih"})
    void onlyWhatThePageNamesDiffers(String set) throws IOException, InterruptedException {
        Path data = TestTools.sharedData(set, folder);
        Path bids = folder.resolve("bids");
        convert(data.resolve("In"), bids);

        Set<String> differences = compare(data.resolve("Ref"), bids);

        assertThat(differences).isEqualTo(named(set));
        assertValid(bids);
    }

    @Test
    void oneObjectInNineTransferSyntaxesIsOneImage() throws IOException, InterruptedException {
        Path data = TestTools.sharedData("dcm_qa_ts", folder);
        Set<String> differences = new TreeSet<>();
        for (int number = 1; number <= 9; number++) {
            // The nine share their UIDs, so that they cannot be of one session.
            Path bids = folder.resolve("bids-" + number);
            Files.createDirectories(bids.resolve(".bidsforge"));
            Files.writeString(bids.resolve(".bidsforge/rules.yml"), SINGLE);
            convert(data.resolve("In/" + number + ".dcm"), bids);
            differences.addAll(compare(data.resolve("Ref"), bids));
        }

        assertThat(differences).isEqualTo(named("dcm_qa_ts"));
        assertValid(folder.resolve("bids-9"));
    }

    /** In what the sidecars differ; that the voxels do not is a condition. */
    private static Set<String> compare(Path references, Path bids) throws IOException {
        Map<Integer, List<Path>> theirs = byVoxels(references, ".nii");
        Map<Integer, List<Path>> ours = byVoxels(bids, ".nii.gz");
        assertThat(ours.keySet()).isEqualTo(theirs.keySet());
        Set<String> differences = new TreeSet<>();
        ours.forEach((voxels, images) -> images.forEach(
                image -> differences.addAll(differences(theirs.getOrDefault(voxels, List.of()), image))));
        return differences;
    }

    private static void convert(Path dicom, Path bids) throws IOException, InterruptedException {
        StageReport report = Converter.of(TestTools.toolbox())
                .convert(new ConvertRequest(List.of(dicom), bids, Optional.of("01"), Optional.empty(), false))
                .get(0)
                .report();
        assertThat(report.series()).extracting(SeriesOutcome::outcome).containsOnly("converted");
    }

    private static void assertValid(Path bids) throws IOException, InterruptedException {
        assertThat(Validation.of(bids, TestTools.toolbox()).report().findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .isEmpty();
    }

    /** All images below a folder by the hash of their voxels; references without voxels were published as sidecars only. */
    private static Map<Integer, List<Path>> byVoxels(Path below, String ending) throws IOException {
        Map<Integer, List<Path>> images = new TreeMap<>();
        for (Path file : TestTools.files(below)) {
            if (file.toString().endsWith(ending)) {
                try (InputStream in = ending.endsWith(".gz")
                        ? new GZIPInputStream(Files.newInputStream(file))
                        : Files.newInputStream(file)) {
                    in.skipNBytes(VOXELS);
                    images.computeIfAbsent(Arrays.hashCode(in.readAllBytes()), any -> new ArrayList<>())
                            .add(file);
                }
            }
        }
        return images;
    }

    /** Each as {@code key: kind}. */
    private static Set<String> differences(List<Path> references, Path image) {
        JsonNode here = read(Path.of(image.toString().replace(".nii.gz", ".json")));
        JsonNode there = references.stream()
                .map(reference -> read(Path.of(reference.toString().replace(".nii", ".json"))))
                .min(Comparator.comparingInt(
                        reference -> reference.path("SeriesNumber").equals(here.path("SeriesNumber")) ? 0 : 1))
                .orElseThrow();
        Set<String> keys = new TreeSet<>();
        here.fieldNames().forEachRemaining(keys::add);
        there.fieldNames().forEachRemaining(keys::add);
        Set<String> differences = new HashSet<>();
        for (String key : keys) {
            if (!there.has(key)) {
                differences.add(key + ": only here");
            } else if (!here.has(key)) {
                differences.add(key + ": only there");
            } else if (!same(here.get(key), there.get(key))) {
                differences.add(key + ": another value");
            }
        }
        return differences;
    }

    private static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.doubleValue() == other.doubleValue();
        }
        if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                if (!same(one.get(i), other.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return one.equals(other);
    }

    private static JsonNode read(Path json) {
        try {
            return JsonMapper.builder().build().readTree(json.toFile());
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** What the page says of a set: rows of key, kind of difference, sets and reason. */
    private static Set<String> named(String set) throws IOException {
        Path page = Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("docs/convert-references.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        Set<String> named = new TreeSet<>();
        for (String line : Files.readAllLines(page)) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 6 && Arrays.asList(cells[3].strip().split(", ")).contains(set.replace("dcm_qa_", ""))) {
                Arrays.stream(cells[1].strip().split(", "))
                        .forEach(key -> named.add(key.replace("`", "") + ": " + cells[2].strip()));
            }
        }
        return named;
    }
}
