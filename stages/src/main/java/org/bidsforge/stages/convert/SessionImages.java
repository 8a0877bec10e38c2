// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.bidsforge.stages.dcm2niix.Dcm2niix;
import org.bidsforge.stages.dcm2niix.RawImage;
import org.bidsforge.stages.naming.ConvertedSeries;
import org.bidsforge.stages.source.Series;
import org.bidsforge.stages.source.Visit;

/**
 * Runs dcm2niix over a session: a few series at once on each core, and once more per series where it stumbled, so that one
 * odd series never costs the others.
 */
final class SessionImages {
    private static final int MOST_AT_ONCE = 8;

    private final Dcm2niix dcm2niix;
    private final Draft draft;
    private int runs;

    SessionImages(Dcm2niix dcm2niix, Draft draft) {
        this.dcm2niix = dcm2niix;
        this.draft = draft;
    }

    /** All series of the visit in its order, each with its images or the reason why it has none. */
    List<ConvertedSeries> convert(Visit visit) throws IOException, InterruptedException {
        Map<String, List<Series>> studies = visit.series().stream()
                .filter(series -> series.reasonForNoImage().isEmpty())
                .collect(Collectors.groupingBy(Series::studyUid, TreeMap::new, Collectors.toList()));
        Map<String, List<RawImage>> images = new HashMap<>();
        Map<String, String> failures = new HashMap<>();
        for (List<Series> study : studies.values()) {
            List<List<Series>> groups = groups(study);
            List<Dcm2niix.Run> done = runAll(groups);
            for (int i = 0; i < groups.size(); i++) {
                if (done.get(i).clean()) {
                    sort(done.get(i), groups.get(i), images);
                } else {
                    oneByOne(groups.get(i), images, failures);
                }
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

    /**
     * As many groups as there are cores, alike in size. Series of one number stay together, as dcm2niix may join them; how
     * the others are grouped changes nothing of what is made of them.
     */
    private static List<List<Series>> groups(List<Series> study) {
        Map<Integer, List<Series>> numbers =
                study.stream().collect(Collectors.groupingBy(Series::number, TreeMap::new, Collectors.toList()));
        int count = Math.min(Math.min(numbers.size(), Runtime.getRuntime().availableProcessors()), MOST_AT_ONCE);
        List<List<Series>> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            groups.add(new ArrayList<>());
        }
        numbers.values().stream()
                .sorted(Comparator.comparingInt(series -> -objects(series)))
                .forEach(series -> groups.stream()
                        .min(Comparator.comparingInt(SessionImages::objects))
                        .orElseThrow()
                        .addAll(series));
        return groups;
    }

    private static int objects(List<Series> group) {
        return group.stream().mapToInt(series -> series.files().size()).sum();
    }

    private List<Dcm2niix.Run> runAll(List<List<Series>> groups) throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(groups.size());
        try {
            List<Future<Dcm2niix.Run>> started = new ArrayList<>();
            for (List<Series> group : groups) {
                runs++;
                int number = runs;
                started.add(pool.submit(() -> run(group, number)));
            }
            List<Dcm2niix.Run> done = new ArrayList<>();
            for (Future<Dcm2niix.Run> run : started) {
                done.add(run.get());
            }
            return done;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private void oneByOne(List<Series> study, Map<String, List<RawImage>> images, Map<String, String> failures)
            throws IOException, InterruptedException {
        for (Series series : study) {
            runs++;
            Dcm2niix.Run run = run(List.of(series), runs);
            sort(run, List.of(series), images);
            if (!run.clean()) {
                failures.put(series.uid(), "dcm2niix gave up: " + run.lastWords() + ".");
            }
        }
    }

    private static void sort(Dcm2niix.Run run, List<Series> all, Map<String, List<RawImage>> images) {
        for (RawImage image : run.images()) {
            String folder = image.origin().substring(0, image.origin().indexOf('-'));
            Series series = all.get(Integer.parseInt(folder) - 1);
            images.computeIfAbsent(series.uid(), uid -> new ArrayList<>()).add(image);
        }
    }

    private Dcm2niix.Run run(List<Series> all, int number) throws IOException, InterruptedException {
        Path in = draft.links().resolve("dicom-" + number);
        int folder = 0;
        for (Series series : all) {
            folder++;
            List<Path> objects = series.parts().isEmpty()
                    ? WholeVolumes.files(series)
                    : JoinedObjects.write(series, draft.scratch().resolve("joined-" + number + "-" + folder));
            link(objects, in.resolve(String.format(Locale.ROOT, "%04d", folder)));
        }
        return dcm2niix.convert(in, draft.scratch().resolve("nifti-" + number));
    }

    /** Names that tell the series to which an image belongs, and the order in it; those of the source decide nothing. */
    private static void link(List<Path> objects, Path folder) throws IOException {
        Files.createDirectories(folder);
        int number = 0;
        for (Path object : objects) {
            number++;
            String name = String.format(Locale.ROOT, "%s-%06d", folder.getFileName(), number);
            Files.createSymbolicLink(
                    folder.resolve(name), object.toAbsolutePath().normalize());
        }
    }
}
