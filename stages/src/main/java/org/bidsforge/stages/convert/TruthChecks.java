// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.stages.naming.NamedImage;

/** Compares what the sidecar claims with what the objects and the image itself say. */
final class TruthChecks {
    private static final double TOLERANCE_SECONDS = 0.001;
    private static final String LOOK = "Compare the series in sourcedata with the scanner's protocol before you merge.";

    private TruthChecks() {}

    static List<Finding> of(NamedImage image) throws IOException {
        List<Finding> findings = new ArrayList<>();
        boolean series = image.is("func", "bold") || image.is("dwi", "dwi");
        Optional<Double> claimed = image.image().number("RepetitionTime").map(Number::doubleValue);
        if (series && claimed.isPresent()) {
            repetitionTime(image, claimed.get()).ifPresent(findings::add);
            sliceTiming(image, claimed.get()).ifPresent(findings::add);
        }
        findings.addAll(AcquisitionChecks.of(image));
        if (image.image().bval().isPresent() && image.is("dwi", "dwi")) {
            weightings(image).ifPresent(findings::add);
        }
        return findings;
    }

    private static Optional<Finding> repetitionTime(NamedImage image, double claimed) {
        OptionalDouble tag = image.series().repetitionTime();
        double header = image.image().header().spacing().get(3);
        boolean tagDiffers = image.is("func", "bold")
                && tag.isPresent()
                && Math.abs(tag.getAsDouble() / 1000 - claimed) > TOLERANCE_SECONDS;
        boolean headerDiffers = image.image().volumes() > 1 && Math.abs(header - claimed) > TOLERANCE_SECONDS;
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

    private static Optional<Finding> sliceTiming(NamedImage image, double repetitionTime) {
        JsonNode times = image.image().sidecar().path("SliceTiming");
        if (!times.isArray()) {
            return Optional.empty();
        }
        double last = 0;
        for (JsonNode time : times) {
            last = Math.max(last, time.asDouble());
        }
        int slices = image.image().header().size().get(2);
        if (last <= repetitionTime && times.size() == slices) {
            return Optional.empty();
        }
        return Optional.of(warning(
                "slice-timing-mismatch",
                image,
                String.format(
                        Locale.ROOT,
                        "%d slice times up to %.4f s for %d slices within %.4f s.",
                        times.size(),
                        last,
                        slices,
                        repetitionTime)));
    }

    private static Optional<Finding> weightings(NamedImage image) throws IOException {
        String text = Files.readString(image.image().bval().orElseThrow()).strip();
        int count = text.isEmpty() ? 0 : text.split("\\s+").length;
        if (count == image.image().volumes()) {
            return Optional.empty();
        }
        return Optional.of(warning(
                "b-values-mismatch",
                image,
                count + " b-values for " + image.image().volumes() + " volumes."));
    }

    static Finding warning(String code, NamedImage image, String evidence) {
        return new Finding(code, Severity.WARNING, Optional.of(image.path()), evidence, LOOK);
    }
}
