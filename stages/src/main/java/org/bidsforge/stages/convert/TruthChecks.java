// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
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
    private static final double ROUNDING = 1e-3;
    private static final String LOOK = "Compare the series in sourcedata with the scanner's protocol before you merge.";

    private TruthChecks() {}

    /** What contradicts the sidecar of an image; the objects of its series are looked at again where they note more. */
    static List<Finding> of(NamedImage image) throws IOException {
        List<Finding> findings = new ArrayList<>();
        boolean series = image.is("func", "bold") || image.is("dwi", "dwi");
        Optional<Double> claimed = image.image().number("RepetitionTime").map(Number::doubleValue);
        if (series && claimed.isPresent()) {
            OptionalDouble interval = VolumeInterval.of(image.series());
            repetitionTime(image, claimed.get(), interval).ifPresent(findings::add);
        }
        findings.addAll(AcquisitionChecks.of(image));
        return findings;
    }

    /** The schema itself compares a bold image's header with its sidecar, but knows no DICOM objects. */
    private static Optional<Finding> repetitionTime(NamedImage image, double claimed, OptionalDouble interval) {
        OptionalDouble tag = image.series().repetitionTime();
        boolean bold = image.is("func", "bold");
        double header = image.image().header().spacing().get(3);
        boolean tagDiffers =
                bold && tag.isPresent() && Math.abs(tag.getAsDouble() / 1000 - claimed) > TOLERANCE_SECONDS;
        boolean headerDiffers = !bold && image.image().volumes() > 1 && Math.abs(header - claimed) > TOLERANCE_SECONDS;
        // The beginning of a volume is noted in single precision.
        boolean intervalDiffers = interval.isPresent()
                && Math.abs(interval.getAsDouble() - claimed) > TOLERANCE_SECONDS + claimed * ROUNDING;
        if (!tagDiffers && !headerDiffers && !intervalDiffers) {
            return Optional.empty();
        }
        return Optional.of(warning(
                "repetition-time-mismatch",
                image,
                String.format(
                        Locale.ROOT,
                        "RepetitionTime is %.4f s in the sidecar, %s in the DICOM objects, %.4f s in the image%s.",
                        claimed,
                        tag.isPresent() ? String.format(Locale.ROOT, "%.4f s", tag.getAsDouble() / 1000) : "not given",
                        header,
                        interval.isPresent()
                                ? String.format(
                                        Locale.ROOT,
                                        "; by the scanner's notes volumes began every %.4f s",
                                        interval.getAsDouble())
                                : "")));
    }

    static Finding warning(String code, NamedImage image, String evidence) {
        return new Finding(code, Severity.WARNING, Optional.of(image.path()), evidence, LOOK);
    }
}
