// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.bids.Reading;
import org.bidsforge.stages.dcm2niix.RawImage;
import org.bidsforge.stages.naming.Candidate.Labelled;
import org.bidsforge.stages.source.Series;

/** Turns what a ReproIn name says about a series into a suffix for each of its images. */
final class ReproinNames {
    /** Siemens writes the trace-weighted image in a word of its own. */
    private static final String TRACE_WEIGHTED = "TRACEW";

    private static final Set<String> ACQUIRED = Set.of("dwi", "sbref");

    /** The maps that BIDS knows, by the word in ImageType under which scanners send them. */
    private final Map<String, String> diffusionMaps = new HashMap<>();

    ReproinNames(BidsSchema schema) {
        schema.rules().stream()
                .filter(rule ->
                        rule.datatypes().contains("dwi") && rule.extensions().contains(".nii.gz"))
                .flatMap(rule -> rule.suffixes().stream())
                .filter(suffix -> !ACQUIRED.contains(suffix))
                .forEach(suffix -> diffusionMaps.put(suffix.toUpperCase(Locale.ROOT), suffix));
        if (diffusionMaps.containsKey("TRACE")) {
            diffusionMaps.put(TRACE_WEIGHTED, "trace");
        }
    }

    Candidate of(Series series, Reading.Named name, List<RawImage> images) {
        String suffix = diffusionMap(series, name).orElse(name.suffix());
        List<Labelled> labelled = images.stream()
                .map(image -> new Labelled(image, suffix(name.datatype(), suffix, image), Map.of()))
                .toList();
        return new Candidate(series, name.datatype(), name.entities(), name.run(), false, labelled);
    }

    private Optional<String> diffusionMap(Series series, Reading.Named name) {
        if (!name.datatype().equals("dwi")) {
            return Optional.empty();
        }
        return series.imageType().stream()
                .filter(diffusionMaps::containsKey)
                .map(type -> diffusionMaps.getOrDefault(type, name.suffix()))
                .findFirst();
    }

    private static String suffix(String datatype, String suffix, RawImage image) {
        if (datatype.equals("func") && suffix.equals("phase")) {
            // The suffix "phase" is deprecated: the part is an entity of the bold image.
            return "bold";
        }
        if (!datatype.equals("fmap")) {
            return suffix;
        }
        if (image.isField()) {
            return "fieldmap";
        }
        boolean fromGradientEcho = !suffix.equals("epi");
        if (fromGradientEcho && image.part().equals("phase")) {
            return suffix.startsWith("phase") ? suffix : "phasediff";
        }
        return suffix.startsWith("phase") || suffix.equals("fieldmap") ? "magnitude" : suffix;
    }
}
