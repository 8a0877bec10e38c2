// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heudiconv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.stages.convert.Plan;
import org.bidsforge.stages.rules.Key;
import org.bidsforge.stages.source.Series;

/**
 * What heudiconv notes of a session before it converts it: the files of its folder {@code info}, but for the ones that
 * steer its next run.
 */
final class Listing {
    private static final Comparator<Plan.Row> ORDER = Comparator.comparing(
            Plan.Row::source,
            Comparator.comparingInt(Series::number)
                    .thenComparing(Series::protocolName)
                    .thenComparing(Series::uid));
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x00-~]");
    private static final String IMAGE = "nii.gz";

    private final SessionName session;
    /** By their ids, in the order of the listing. */
    private final List<Map.Entry<String, Plan.Row>> series = new ArrayList<>();

    private Listing(SessionName session, List<Plan.Row> rows) {
        this.session = session;
        Map<String, Long> times =
                rows.stream().collect(Collectors.groupingBy(row -> id(row.source()), Collectors.counting()));
        for (Plan.Row row : rows) {
            String id = id(row.source());
            // Studies of one session may number alike; heudiconv would then keep the last of them only.
            boolean unique = times.getOrDefault(id, 0L) == 1;
            series.add(Map.entry(unique ? id : id + "-" + row.source().uid(), row));
        }
    }

    /** {@code plan} is one of a session that is decided. */
    static Listing of(Plan plan) {
        return new Listing(
                SessionName.parse(plan.session()),
                plan.rows().stream()
                        .filter(row -> Dicominfo.lists(row.source()))
                        .sorted(ORDER)
                        .toList());
    }

    private static String id(Series series) {
        return series.number() + "-" + series.protocolName();
    }

    SessionName session() {
        return session;
    }

    /** The files by their names. */
    Map<String, String> files() {
        String ses = session.session().map(label -> "_ses-" + label).orElse("");
        Map<String, String> files = new HashMap<>();
        files.put("dicominfo" + ses + ".tsv", table());
        files.put("filegroup" + ses + ".json", groups());
        files.put(session.subject() + ses + ".auto.txt", names());
        return files;
    }

    private String table() {
        StringBuilder table = new StringBuilder(String.join("\t", Key.SEQ_INFO)).append('\n');
        int files = 0;
        for (Map.Entry<String, Plan.Row> one : series) {
            List<String> values = new Dicominfo(one.getValue()).values(one.getKey(), files);
            files += one.getValue().objects().size();
            // A value with a line break or tab would shift the columns of all that follow.
            table.append(values.stream()
                            .map(value -> value.replaceAll("\\p{Cntrl}", " "))
                            .collect(Collectors.joining("\t")))
                    .append('\n');
        }
        return table.toString();
    }

    /** Where the objects of each series lie. */
    private String groups() {
        if (series.isEmpty()) {
            return "{}";
        }
        return series.stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> "  " + json(one.getKey()) + ": [\n    "
                        + one.getValue().objects().stream().map(Listing::json).collect(Collectors.joining(",\n    "))
                        + "\n  ]")
                .collect(Collectors.joining(",\n", "{\n", "\n}"));
    }

    private static String json(String text) {
        try {
            return BEYOND_ASCII.matcher(JSON.writeValueAsString(text)).replaceAll(found -> escaped(found.group()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Text can always be written", e);
        }
    }

    private static String escaped(String character) {
        return character
                .chars()
                .mapToObj(unit -> String.format(Locale.ROOT, "\\\\u%04x", unit))
                .collect(Collectors.joining());
    }

    /** What becomes of which series: keys of heudiconv's heuristics, with one entry for each image. */
    private String names() {
        Map<String, List<String>> keys = new TreeMap<>();
        for (Map.Entry<String, Plan.Row> one : series) {
            one.getValue().files().stream()
                    .filter(file -> !file.endsWith(".json"))
                    .map(this::key)
                    .forEach(key ->
                            keys.computeIfAbsent(key, any -> new ArrayList<>()).add(one.getKey()));
        }
        return keys.entrySet().stream()
                .map(key -> key.getKey() + ": " + PythonLiteral.list(key.getValue()))
                .collect(Collectors.joining(",\n ", "{", "}"));
    }

    private String key(String file) {
        int dot = file.indexOf('.', file.lastIndexOf('/') + 1);
        String template = file.substring(0, dot)
                .replace(session.folder() + "/", "{bids_subject_session_dir}/")
                .replace(session + "_", "{bids_subject_session_prefix}_");
        String extension = file.substring(dot + 1);
        List<String> types = extension.equals(IMAGE) ? List.of(IMAGE, "dicom") : List.of(extension);
        return "(" + PythonLiteral.text(template) + ", " + PythonLiteral.tuple(types) + ", None)";
    }
}
