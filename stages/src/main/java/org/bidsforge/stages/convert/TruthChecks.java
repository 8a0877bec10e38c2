// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.stages.naming.NamedImage;

/** Compares what the sidecar claims with what the objects say, of which the BIDS schema knows nothing. */
final class TruthChecks {
    private static final double TOLERANCE_SECONDS = 0.001;
    private static final String LOOK = "Compare the series in sourcedata with the scanner's protocol before you merge.";

    private TruthChecks() {}

    static List<Finding> of(NamedImage image) {
        List<Finding> findings = new ArrayList<>();
        boolean series = image.is("func", "bold") || image.is("dwi", "dwi");
        Optional<Double> claimed = image.image().number("RepetitionTime").map(Number::doubleValue);
        if (series && claimed.isPresent()) {
            repetitionTime(image, claimed.get()).ifPresent(findings::add);
        }
        findings.addAll(AcquisitionChecks.of(image));
        return findings;
    }

    /** The schema itself compares a bold image's header with its sidecar, but knows no DICOM objects. */
    private static Optional<Finding> repetitionTime(NamedImage image, double claimed) {
        OptionalDouble tag = image.series().repetitionTime();
        boolean bold = image.is("func", "bold");
        double header = image.image().header().spacing().get(3);
        boolean tagDiffers =
                bold && tag.isPresent() && Math.abs(tag.getAsDouble() / 1000 - claimed) > TOLERANCE_SECONDS;
        boolean headerDiffers = !bold && image.image().volumes() > 1 && Math.abs(header - claimed) > TOLERANCE_SECONDS;
        if (!tagDiffers && !headerDiffers) {
            return Optional.empty();
        }
        return Optional.of(warning(
                "repetition-time-mismatch",
                image,
                String.format(
                        Locale.ROOT,
                        "RepetitionTime is %.4f s in the sidecar, %s in the DICOM objects, %.4f s in the image.",
                        claimed,
                        tag.isPresent() ? String.format(Locale.ROOT, "%.4f s", tag.getAsDouble() / 1000) : "not given",
                        header)));
    }

    static Finding warning(String code, NamedImage image, String evidence) {
        return new Finding(code, Severity.WARNING, Optional.of(image.path()), evidence, LOOK);
    }
}
