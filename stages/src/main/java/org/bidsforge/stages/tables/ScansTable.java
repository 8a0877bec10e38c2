// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.tables;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.tsv.Tsv;

/** {@code scans.tsv}: one row for each image of a session, in the order of acquisition. */
public final class ScansTable {
    /** BIDS asks that shifted dates lie before 1926, so that no one takes them for real ones; real ones stay out. */
    private static final int LAST_SHIFTED_YEAR = 1925;

    private static final String FILE = "filename";

    private ScansTable() {}

    public static String path(SessionName session) {
        return session.folder() + "/" + session + "_scans.tsv";
    }

    public static String format(SessionName session, List<NamedImage> images) {
        Tsv table = Tsv.of(FILE, "acq_time");
        images.stream()
                .sorted(Comparator.comparing(
                                (NamedImage image) -> image.series().acquired())
                        .thenComparing(NamedImage::path))
                .forEach(image -> {
                    Map<String, String> row = new LinkedHashMap<>();
                    row.put(FILE, image.path().substring(session.folder().length() + 1));
                    row.put("acq_time", time(image.series().acquired()));
                    table.addRow(row);
                });
        return table.format();
    }

    /** The rows of both tables; where both have a row for a file, the first one's. */
    public static String both(String first, String second) {
        Tsv table = Tsv.parse(first);
        Set<String> known = files(first);
        Tsv.parse(second).rows().stream()
                .filter(row -> !known.contains(row.getOrDefault(FILE, "")))
                .forEach(table::addRow);
        return table.format();
    }

    /** The files that a table of an earlier conversion lists, relative to the session's folder. */
    public static Set<String> files(String text) {
        return Tsv.parse(text).rows().stream()
                .map(row -> row.getOrDefault(FILE, ""))
                .filter(name -> !name.isEmpty() && !name.contains(".."))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String time(String acquired) {
        if (acquired.length() < 21 || Integer.parseInt(acquired.substring(0, 4)) > LAST_SHIFTED_YEAR) {
            return Tsv.MISSING;
        }
        return acquired.substring(0, 4) + "-" + acquired.substring(4, 6) + "-" + acquired.substring(6, 8) + "T"
                + acquired.substring(8, 10) + ":" + acquired.substring(10, 12) + ":" + acquired.substring(12);
    }
}
