// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds our reading of scanner names against what heudiconv's own heuristic makes of them. */
class ReproinCorpusTest {
    private record Row(String group, SeriesContext series, String session, String name) {}

    @Test
    void namesAreReadAsHeudiconvReadsThemButForTheDocumentedDifferences() throws IOException {
        List<String> undocumented = new ArrayList<>();
        Map<ReproinDifference, Integer> documented = new LinkedHashMap<>();
        int rows = 0;
        for (List<Row> group : groups().values()) {
            RunNumbers runs = new RunNumbers();
            for (Row row : group) {
                rows++;
                String ours = name(row, runs);
                if (ours.equals(canonical(row.name()))) {
                    continue;
                }
                Optional<ReproinDifference> difference = ReproinDifference.of(row.name(), ours);
                difference.ifPresent(one -> documented.merge(one, 1, Integer::sum));
                if (difference.isEmpty()) {
                    undocumented.add(row.group() + " " + row.series().protocolName() + " "
                            + row.series().imageType() + ": " + row.name() + " is here " + ours);
                }
            }
        }

        assertThat(rows).isGreaterThan(200);
        assertThat(undocumented).isEmpty();
        assertThat(documented.keySet()).containsExactlyInAnyOrder(ReproinDifference.values());
    }

    @Test
    void sessionsAreChosenAsHeudiconvChoosesThem() throws IOException {
        List<String> differing = new ArrayList<>();
        for (List<Row> group : groups().values()) {
            SessionChoice choice =
                    SessionChoice.of(group.stream().map(Row::series).toList());
            String ours = choice instanceof SessionChoice.Conflict
                    ? "error"
                    : choice.label(List.of()).orElse("-");
            String theirs = group.get(0).session().startsWith("error")
                    ? "error"
                    : group.get(0).session();
            // A trailing underscore makes heudiconv stop before it looks at sessions.
            boolean stopped = group.get(0).session().equals("error IndexError");
            if (!ours.equals(theirs) && !stopped) {
                differing.add(group.get(0).group() + " " + group.get(0).series().protocolName() + ": " + theirs
                        + " is here " + ours);
            }
        }

        assertThat(differing).isEmpty();
    }

    private static String name(Row row, RunNumbers runs) {
        Reading reading = Reproin.read(row.series());
        if (reading instanceof Reading.Named named) {
            List<String> parts = new ArrayList<>();
            named.entities().forEach((key, value) -> parts.add(key + "-" + value));
            runs.next(named).ifPresent(run -> parts.add("run-" + run));
            return named.datatype() + "/" + new TreeSet<>(parts) + named.suffix();
        }
        if (reading instanceof Reading.Scout) {
            return "dicom";
        }
        return reading instanceof Reading.Faulty ? "error" : "skipped";
    }

    /** The same name whatever the order of its entities, which the schema decides in the end. */
    private static String canonical(String name) {
        if (name.startsWith("error") || name.startsWith("dicom") || name.equals("skipped")) {
            return name.replaceFirst(" .*", "");
        }
        int slash = name.indexOf('/');
        List<String> parts = new ArrayList<>(List.of(name.substring(slash + 1).split("_", -1)));
        String suffix = parts.remove(parts.size() - 1);
        return name.substring(0, slash) + "/" + new TreeSet<>(parts) + suffix;
    }

    private static Map<String, List<Row>> groups() throws IOException {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                java.util.Objects.requireNonNull(ReproinCorpusTest.class.getResourceAsStream("reproin-corpus.tsv")),
                StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t", -1);
                SeriesContext series = new SeriesContext(
                        cells[1], cells[2], List.of(cells[3].split("\\\\", -1)), Map.of("date", "19010203"));
                groups.computeIfAbsent(cells[0], id -> new ArrayList<>())
                        .add(new Row(cells[0], series, cells[4], cells[5]));
            }
        }
        return groups;
    }
}
