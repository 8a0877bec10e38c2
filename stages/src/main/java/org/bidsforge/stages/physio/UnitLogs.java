// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.physio;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.source.UnitLog;

/** Finds the runs during which a log of Siemens' physiological unit was written, by the scanner's clock alone. */
final class UnitLogs {
    /** The label of a recording and the name of its column. */
    static final Map<String, String> LABELS =
            Map.of("puls", "cardiac", "resp", "respiratory", "ecg", "ecg", "ext", "external");

    private static final double DAY = 24 * 60 * 60;
    private static final double LEAST_SHARE = 0.5;

    private UnitLogs() {}

    /** A time series of images and when it was acquired, in seconds of its day. */
    private record Run(NamedImage image, String day, double begin, double end) {}

    /**
     * A recording of an image.
     *
     * @param whole whether the log covers the whole run
     */
    record Placed(NamedImage image, Recording recording, boolean whole) {}

    /**
     * The recordings of one log, one for each run that it covers. Fails with the reason when the log cannot be read, or when
     * its clock does not tell its run.
     */
    static List<Placed> place(UnitLog log, List<NamedImage> images) throws IOException {
        UnitTrace trace = UnitTrace.read(log);
        double begin = trace.startSeconds();
        double end = begin + (double) trace.length() / trace.rate();
        List<Run> covered = new ArrayList<>();
        for (Run run : runs(images)) {
            double shift = run.begin() + DAY / 2 < begin ? DAY : 0;
            double overlap = Math.min(end, run.end() + shift) - Math.max(begin, run.begin() + shift);
            if (overlap > LEAST_SHARE * (run.end() - run.begin())) {
                covered.add(new Run(run.image(), run.day(), run.begin() + shift, run.end() + shift));
            }
        }
        if (covered.isEmpty()) {
            throw new IOException("No run of this session was acquired while it was written");
        }
        if (covered.stream().map(Run::day).distinct().count() > 1) {
            throw new IOException("It names no day, and runs of several days were acquired at its time of day");
        }
        List<Placed> placed = new ArrayList<>();
        for (Run run : covered) {
            boolean whole = begin <= run.begin() && end >= run.end();
            placed.add(new Placed(run.image(), recording(log, trace, run, covered.size() > 1), whole));
        }
        return placed;
    }

    /** One for each acquisition: echoes and parts of one share their recordings, which lie beside the first of them. */
    private static List<Run> runs(List<NamedImage> images) {
        Map<String, Run> runs = new TreeMap<>();
        images.stream()
                .filter(image -> image.isBids()
                        && image.datatype().equals("func")
                        && image.image().volumes() > 1)
                .sorted(Comparator.comparing(NamedImage::path))
                .forEach(image -> run(image)
                        .ifPresent(run -> runs.putIfAbsent(image.series().acquired(), run)));
        return List.copyOf(runs.values());
    }

    private static Optional<Run> run(NamedImage image) {
        String acquired = image.series().acquired();
        JsonNode interval = image.image().sidecar().path("RepetitionTime");
        double seconds = interval.isNumber()
                ? interval.asDouble()
                : image.image().header().spacing().get(3);
        if (acquired.length() < 14 || seconds <= 0) {
            return Optional.empty();
        }
        double begin = Integer.parseInt(acquired.substring(8, 10)) * 3600.0
                + Integer.parseInt(acquired.substring(10, 12)) * 60.0
                + Double.parseDouble(acquired.substring(12));
        return Optional.of(new Run(
                image,
                acquired.substring(0, 8),
                begin,
                begin + seconds * image.image().volumes()));
    }

    /** Of a log of several runs each gets the samples within it. */
    private static Recording recording(UnitLog log, UnitTrace trace, Run run, boolean cut) {
        int first = cut ? sample(trace, run.begin()) : 0;
        int last = cut ? sample(trace, run.end()) : trace.length();
        List<String> rows = new ArrayList<>();
        for (int sample = first; sample < last; sample++) {
            rows.add(trace.row(sample));
        }
        String name = LABELS.getOrDefault(log.kind(), log.kind());
        Map<String, String> columns = new LinkedHashMap<>();
        for (int lead = 1; lead <= trace.leads(); lead++) {
            columns.put(trace.leads() > 1 ? name + lead : name, "Signal of the scanner's unit, in steps of its own");
        }
        columns.put(
                "detected",
                "1 where the scanner detected an event in the signal, else 0. StartTime is by the scanner's clock:"
                        + " the log's LogStartMDHTime and the acquisition time of the first volume");
        return new Recording(
                name,
                List.copyOf(columns.entrySet()),
                BigDecimal.valueOf(trace.rate()),
                trace.since(run.begin(), first),
                rows);
    }

    private static int sample(UnitTrace trace, double second) {
        long sample = Math.round((second - trace.startSeconds()) * trace.rate());
        return (int) Math.max(0, Math.min(trace.length(), sample));
    }
}
