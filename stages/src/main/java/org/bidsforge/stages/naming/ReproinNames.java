// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.bids.Reading;
import org.bidsforge.stages.dcm2niix.RawImage;
import org.bidsforge.stages.naming.Candidate.Labelled;
import org.bidsforge.stages.source.Series;

/** Turns what a ReproIn name says about a series into a suffix for each of its images. */
final class ReproinNames {
    /** Values of ImageType under which scanners send the maps that they compute from diffusion images. */
    private static final Map<String, String> DIFFUSION_MAPS = Map.of(
            "ADC", "ADC",
            "FA", "FA",
            "COLFA", "colFA",
            "EXPADC", "expADC",
            "TRACEW", "trace");

    private ReproinNames() {}

    static Candidate of(Series series, Reading.Named name, List<RawImage> images) {
        String suffix = diffusionMap(series, name).orElse(name.suffix());
        List<Labelled> labelled = images.stream()
                .map(image -> new Labelled(image, suffix(name.datatype(), suffix, image), Map.of()))
                .toList();
        return new Candidate(series, name.datatype(), name.entities(), name.run(), false, labelled);
    }

    private static Optional<String> diffusionMap(Series series, Reading.Named name) {
        if (!name.datatype().equals("dwi")) {
            return Optional.empty();
        }
        return series.imageType().stream()
                .filter(DIFFUSION_MAPS::containsKey)
                .map(type -> DIFFUSION_MAPS.getOrDefault(type, "dwi"))
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
