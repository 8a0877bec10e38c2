// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bidsforge.stages.dcm2niix.Dcm2niix;
import org.bidsforge.stages.dcm2niix.RawImage;
import org.bidsforge.stages.naming.ConvertedSeries;
import org.bidsforge.stages.source.Series;
import org.bidsforge.stages.source.Visit;

/**
 * Runs dcm2niix over a session: once per study, because it joins what belongs together; once more per series when the
 * study made it stumble, so that one odd series never costs the others.
 */
final class SessionImages {
    private final Dcm2niix dcm2niix;
    private final Path scratch;
    private int runs;

    SessionImages(Dcm2niix dcm2niix, Path scratch) {
        this.dcm2niix = dcm2niix;
        this.scratch = scratch;
    }

    /** All series of the visit in its order, each with its images or the reason why it has none. */
    List<ConvertedSeries> convert(Visit visit) throws IOException, InterruptedException {
        Map<String, List<Series>> studies = visit.series().stream()
                .filter(series -> series.reasonForNoImage().isEmpty())
                .collect(Collectors.groupingBy(Series::studyUid, TreeMap::new, Collectors.toList()));
        Map<String, List<RawImage>> images = new HashMap<>();
        Map<String, String> failures = new HashMap<>();
        for (List<Series> study : studies.values()) {
            Dcm2niix.Run run = run(study);
            if (run.clean()) {
                sort(run, images);
            } else {
                oneByOne(study, images, failures);
            }
        }
        return visit.series().stream()
                .map(series -> new ConvertedSeries(
                        series,
                        images.getOrDefault(series.uid(), List.of()),
                        failures.getOrDefault(series.uid(), "dcm2niix made no image of it."),
                        false))
                .toList();
    }

    private void oneByOne(List<Series> study, Map<String, List<RawImage>> images, Map<String, String> failures)
            throws IOException, InterruptedException {
        for (Series series : study) {
            Dcm2niix.Run run = run(List.of(series));
            sort(run, images);
            if (!run.clean()) {
                failures.put(series.uid(), "dcm2niix gave up: " + run.lastWords() + ".");
            }
        }
    }

    private static void sort(Dcm2niix.Run run, Map<String, List<RawImage>> images) {
        for (RawImage image : run.images()) {
            images.computeIfAbsent(image.seriesUid(), uid -> new ArrayList<>()).add(image);
        }
    }

    private Dcm2niix.Run run(List<Series> all) throws IOException, InterruptedException {
        runs++;
        Path in = scratch.resolve("dicom-" + runs);
        int folder = 0;
        for (Series series : all) {
            folder++;
            Path own = in.resolve(String.format(Locale.ROOT, "%04d", folder));
            if (series.parts().isEmpty()) {
                lay(series, own);
            } else {
                JoinedObjects.lay(series, own);
            }
        }
        return dcm2niix.convert(in, scratch.resolve("nifti-" + runs));
    }

    /** Names of our own in an order of our own: file names of the source must not decide anything. */
    private static void lay(Series series, Path folder) throws IOException {
        Files.createDirectories(folder);
        int number = 0;
        for (Path file : series.files()) {
            number++;
            Files.createSymbolicLink(
                    folder.resolve(String.format(Locale.ROOT, "%06d.dcm", number)),
                    file.toAbsolutePath().normalize());
        }
    }
}
