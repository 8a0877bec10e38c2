// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.pack;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bidsforge.core.pipeline.SessionName;

/**
 * The objects of a session that were not passed on, by their new UIDs. Kept in the repository, because counting them
 * must give the same number when a commit is made again.
 */
public final class LeftOutList {
    private static final String HEADING = "series_uid\tinstance_uid\treason\n";

    private final NavigableSet<String> lines = new TreeSet<>();

    public static String path(SessionName session) {
        return ".bidsforge/left-out/" + session + ".tsv";
    }

    public static LeftOutList parse(String text) {
        LeftOutList list = new LeftOutList();
        text.lines().skip(1).forEach(list.lines::add);
        return list;
    }

    public void add(String seriesUid, String instanceUid, String reason) {
        lines.add(String.join("\t", seriesUid, instanceUid, reason));
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    public String format() {
        return HEADING + lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    public int count(String seriesUid) {
        return of(seriesUid).size();
    }

    /** Why objects of a series were left out. */
    public NavigableSet<String> reasons(String seriesUid) {
        return of(seriesUid).stream().map(cells -> cells.get(2)).collect(Collectors.toCollection(TreeSet::new));
    }

    private List<List<String>> of(String seriesUid) {
        return lines.stream()
                .map(line -> Arrays.asList(line.split("\t", -1)))
                .filter(cells -> cells.size() == 3 && cells.get(0).equals(seriesUid))
                .toList();
    }
}
