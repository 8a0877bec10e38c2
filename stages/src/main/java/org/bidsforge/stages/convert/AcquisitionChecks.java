// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.stages.naming.NamedImage;

/** Whether the acquisition that the sidecar describes is one that the objects allow and physics permit. */
final class AcquisitionChecks {
    private static final int TEMPORAL_POSITIONS = Tag.of(0x0020, 0x0105);
    /** Slice times of one excitation differ by rounding only. */
    private static final double SAME_TIME_PER_SECOND = 2000;

    private AcquisitionChecks() {}

    static List<Finding> of(NamedImage image) {
        List<Finding> findings = new ArrayList<>();
        multiband(image).ifPresent(findings::add);
        phaseEncoding(image).ifPresent(findings::add);
        volumes(image).ifPresent(findings::add);
        return findings;
    }

    /** With n slices excited at once, each slice time stands n times; the last may stand less often. */
    private static Optional<Finding> multiband(NamedImage image) {
        JsonNode times = image.image().sidecar().path("SliceTiming");
        int factor = image.image().sidecar().path("MultibandAccelerationFactor").asInt(1);
        if (!times.isArray() || times.isEmpty()) {
            return Optional.empty();
        }
        Map<Long, Integer> counts = new TreeMap<>();
        times.forEach(time -> counts.merge(Math.round(time.asDouble() * SAME_TIME_PER_SECOND), 1, Integer::sum));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        int excitations = (times.size() + factor - 1) / factor;
        boolean all = counts.size() == 1 && times.size() > 1;
        if (most <= factor && counts.size() <= excitations + 1 && !all) {
            return Optional.empty();
        }
        return Optional.of(TruthChecks.warning(
                "multiband-mismatch",
                image,
                times.size() + " slices at " + counts.size() + " different times, up to " + most
                        + " at once, with a multiband factor of " + factor + "."));
    }

    /** The objects say along rows or columns (PS3.3 C.8.3.1); these are the first and the second axis of the image. */
    private static Optional<Finding> phaseEncoding(NamedImage image) {
        Optional<String> claimed = image.image().text("PhaseEncodingDirection");
        Optional<String> axis = image.series()
                .header()
                .getString(Tag.IN_PLANE_PHASE_ENCODING_DIRECTION)
                .filter(text -> text.equals("ROW") || text.equals("COL"));
        if (claimed.isEmpty() || axis.isEmpty()) {
            return Optional.empty();
        }
        String expected = axis.get().equals("COL") ? "j" : "i";
        if (claimed.get().startsWith(expected)) {
            return Optional.empty();
        }
        return Optional.of(TruthChecks.warning(
                "phase-encoding-mismatch",
                image,
                "PhaseEncodingDirection is " + claimed.get() + ", but the objects say " + axis.get() + ", which is "
                        + expected + "."));
    }

    /** A run that was stopped has fewer volumes than were planned. */
    private static Optional<Finding> volumes(NamedImage image) {
        DataSet header = image.series().header();
        OptionalInt planned = header.getInt(TEMPORAL_POSITIONS);
        int volumes = image.image().volumes();
        if (!image.is("func", "bold") || planned.isEmpty() || planned.getAsInt() <= volumes) {
            return Optional.empty();
        }
        return Optional.of(TruthChecks.warning(
                "volumes-missing", image, volumes + " volumes, but " + planned.getAsInt() + " were planned."));
    }
}
