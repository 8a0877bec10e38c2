// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bidsforge.core.bids.BidsName;
import org.bidsforge.stages.dcm2niix.RawImage;
import org.bidsforge.stages.naming.Candidate.Labelled;
import org.bidsforge.stages.source.Series;

/** What dcm2niix believes an image to be: the field {@code BidsGuess} of its sidecar. */
final class Guess {
    private static final Set<String> NO_PLACE = Set.of("discard", "derived", "unknown");
    private static final Pattern NOT_IN_A_LABEL = Pattern.compile("[^0-9A-Za-z]");
    private static final int LONGEST_TASK = 40;

    private Guess() {}

    /** The series under the guessed name; nothing when there is no guess that has a place in a dataset. */
    static Optional<Candidate> of(Series series, List<RawImage> images) {
        List<Labelled> labelled = new ArrayList<>();
        String datatype = "";
        Map<String, String> common = new LinkedHashMap<>();
        for (RawImage image : images) {
            JsonNode guess = image.sidecar().path("BidsGuess");
            String folder = guess.path(0).asText("");
            String name = guess.path(1).asText("").replaceFirst("^_", "");
            Optional<BidsName> parsed = BidsName.parse(name);
            if (folder.isEmpty() || NO_PLACE.contains(folder) || parsed.isEmpty()) {
                continue;
            }
            datatype = folder;
            parsed.get().entities().forEach(common::putIfAbsent);
            labelled.add(new Labelled(image, parsed.get().suffix(), Map.of()));
        }
        if (labelled.isEmpty()) {
            return Optional.empty();
        }
        // The guessed run is the series' number, which says nothing about repeats.
        common.remove("run");
        common.remove("echo");
        common.remove("part");
        if (datatype.equals("func")) {
            common.put("task", task(series));
        }
        return Optional.of(new Candidate(series, datatype, common, Optional.empty(), true, labelled));
    }

    private static String task(Series series) {
        String label = NOT_IN_A_LABEL.matcher(series.description()).replaceAll("");
        return label.isEmpty() ? "unnamed" : label.substring(0, Math.min(LONGEST_TASK, label.length()));
    }
}
