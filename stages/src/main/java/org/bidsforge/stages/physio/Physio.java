// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.physio;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bidsforge.core.bids.BidsName;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.source.Series;
import org.bidsforge.stages.source.UnitLog;

/** Puts the physiological recordings of a session beside the images during which they were made. */
public final class Physio {
    /** What a log records, by the label that its recording gets. */
    private static final Map<String, String> LABELS = Map.of("PULS", "cardiac", "RESP", "respiratory", "ECG", "ecg");

    private static final String SUFFIX = "physio";
    private static final String ENDING = "_PhysioLog";

    private final BidsSchema schema;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, List<String>> files = new LinkedHashMap<>();
    private final Map<String, String> contents = new LinkedHashMap<>();

    public Physio(BidsSchema schema) {
        this.schema = schema;
    }

    /** Reads the logs among the series and finds the image of each. */
    public void read(List<Series> series, List<NamedImage> images) {
        for (Series one : series) {
            if (PhysioLogs.isLog(one)) {
                read(one, images);
            }
        }
    }

    /** Reads the logs that were handed in beside the objects; what their clock does not tell is told, and not guessed. */
    public void readLogs(List<UnitLog> logs, List<NamedImage> images) {
        int number = 0;
        for (UnitLog log : logs) {
            number++;
            // Its name may name a person.
            String which = "Physiological log " + number + " of " + logs.size() + " (." + log.kind() + "): ";
            try {
                for (UnitLogs.Placed placed : UnitLogs.place(log, images)) {
                    place(which, placed);
                }
            } catch (IOException problem) {
                warn("physio-log-left-out", which + problem.getMessage() + ".", "Convert it by hand if it is wanted.");
            }
        }
    }

    private void place(String which, UnitLogs.Placed placed) {
        if (contents.containsKey(path(placed.image(), placed.recording(), ".tsv.gz"))) {
            warn(
                    "physio-log-left-out",
                    which + placed.image().path() + " has such a recording already.",
                    "Hand in the one log that belongs to the run.");
            return;
        }
        add(placed.image().series().uid() + which, placed.image(), placed.recording());
        findings.add(new Finding(
                "physio-log-placed",
                Severity.NOTE,
                Optional.of(path(placed.image(), placed.recording(), ".tsv.gz")),
                which + "By the scanner's clock it was written during "
                        + placed.image().path() + ".",
                "Nothing needs to be done."));
        if (!placed.whole()) {
            warn(
                    "physio-incomplete",
                    which + "It covers a part of " + placed.image().path() + " only.",
                    "Look at it before you use it: the unit may have been started late.");
        }
    }

    private String path(NamedImage image, Recording recording, String extension) {
        BidsName name = schema.sibling(image.datatype(), image.name(), SUFFIX, extension)
                .with("recording", recording.label());
        return image.path().substring(0, image.path().lastIndexOf('/') + 1) + schema.fileName(name);
    }

    /** The texts of the tables, which are to be compressed, and of the sidecars, by their paths. */
    public Map<String, String> contents() {
        return contents;
    }

    /** The files that came of a series, by its UID. */
    public Map<String, List<String>> files() {
        return files;
    }

    public List<Finding> findings() {
        return findings;
    }

    /** The paths of all recordings that may lie beside an image. */
    public static List<String> paths(BidsSchema schema, String datatype, BidsName name, String folder) {
        List<String> paths = new ArrayList<>();
        if (!schema.suffixesOf(datatype).contains(SUFFIX)) {
            return paths;
        }
        TreeSet<String> labels = new TreeSet<>(LABELS.values());
        labels.addAll(UnitLogs.LABELS.values());
        for (String label : labels) {
            for (String extension : List.of(".tsv.gz", ".json")) {
                BidsName sibling = schema.sibling(datatype, name, SUFFIX, extension);
                paths.add(folder + schema.fileName(sibling.with("recording", label)));
            }
        }
        return paths;
    }

    private void read(Series series, List<NamedImage> images) {
        Optional<NamedImage> image = image(series, images);
        if (image.isEmpty()) {
            warn("physio-without-image", series, "It names no series of this session that was converted.");
            return;
        }
        try {
            Map<String, String> logs = PhysioLogs.read(series);
            List<Long> volumes = LogTable.volumeStarts(new LogTable(logs.getOrDefault("Info", "")));
            if (volumes.size() != image.get().image().volumes()) {
                warn(
                        "physio-volumes-mismatch",
                        series,
                        "The log knows " + volumes.size() + " volumes, "
                                + image.get().path() + " has "
                                + image.get().image().volumes() + ".");
            }
            for (Map.Entry<String, String> label : new TreeMap<>(LABELS).entrySet()) {
                String log = logs.getOrDefault(label.getKey(), "");
                new LogTable(log)
                        .recording(label.getValue(), Map.of("PULS", "cardiac", "RESP", "respiratory"), volumes)
                        .ifPresent(recording -> add(series.uid(), image.get(), recording));
            }
            if (!files.containsKey(series.uid())) {
                warn("physio-empty", series, "None of its logs holds samples and a scanner that ran.");
            }
        } catch (IOException unreadable) {
            warn("physio-unreadable", series, unreadable.getMessage() + ".");
        }
    }

    /** The last series of the log's name before it, as the sequence sends its log at its end; else the next one. */
    private static Optional<NamedImage> image(Series log, List<NamedImage> images) {
        String description = log.description().endsWith(ENDING)
                ? log.description().substring(0, log.description().length() - ENDING.length())
                : log.description();
        Comparator<NamedImage> nearest = Comparator.<NamedImage>comparingInt(
                        image -> image.series().number() < log.number() ? 0 : 1)
                .thenComparingInt(image -> Math.abs(image.series().number() - log.number()))
                .thenComparing(NamedImage::path);
        return images.stream()
                .filter(image -> image.image().volumes() > 1 && image.isBids())
                .filter(image -> image.series().description().equals(description)
                        || (log.protocolName().equals(image.series().protocolName())
                                && !log.protocolName().isEmpty()))
                .min(nearest);
    }

    private void add(String source, NamedImage image, Recording recording) {
        for (String extension : List.of(".tsv.gz", ".json")) {
            String path = path(image, recording, extension);
            contents.put(path, extension.equals(".json") ? recording.sidecar() : recording.table());
            files.computeIfAbsent(source, any -> new ArrayList<>()).add(path);
        }
    }

    private void warn(String code, Series series, String evidence) {
        warn(
                code,
                "Series " + series.number() + ": " + evidence,
                "Look at the log in sourcedata; it belongs to the run before it.");
    }

    private void warn(String code, String evidence, String remedy) {
        findings.add(new Finding(code, Severity.WARNING, Optional.empty(), evidence, remedy));
    }
}
