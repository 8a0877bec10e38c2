// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.io.DicomReader;
import org.bidsforge.stages.source.Series;
import org.bidsforge.stages.source.Variety;

/** A run that was stopped within a volume has slices of a volume that never became whole. */
final class WholeVolumes {
    private WholeVolumes() {}

    /** The objects of whole volumes; all of them where none was cut, or where it cannot be told which slices are too many. */
    static List<Path> files(Series series) throws IOException {
        int slices = series.variety().slices();
        int whole = series.files().size() / Math.max(1, slices) * slices;
        return isCut(series) && isVolumes(series, whole, slices)
                ? series.files().subList(0, whole)
                : series.files();
    }

    static Optional<Finding> finding(Series series) throws IOException {
        int all = series.files().size();
        int kept = files(series).size();
        if (kept == all) {
            return Optional.empty();
        }
        int slices = series.variety().slices();
        return Optional.of(new Finding(
                "volume-incomplete",
                Severity.WARNING,
                Optional.empty(),
                "Series " + series.number() + ": " + all + " objects are " + kept / slices + " whole volumes of "
                        + slices + " slices, and " + (all - kept)
                        + " slices of one that was stopped; these are left out.",
                "Nothing needs to be done if the run was stopped; else send the series again from the scanner."));
    }

    /** Single frames of one kind, more than a volume of them, and not as many as fill volumes. */
    private static boolean isCut(Series series) {
        Variety variety = series.variety();
        int objects = series.files().size();
        return series.parts().isEmpty()
                && variety.frames() == objects
                && variety.slices() > 1
                && objects > variety.slices()
                && objects % variety.slices() != 0
                && variety.echoTimes().size() < 2
                && variety.parts().size() < 2;
    }

    /** Whether the first objects, in their order, are volume after volume with each place once. */
    private static boolean isVolumes(Series series, int objects, int slices) throws IOException {
        Set<List<String>> places = new HashSet<>();
        for (int i = 0; i < objects; i++) {
            if (i % slices == 0) {
                places.clear();
            }
            List<String> place = DicomReader.ofHeaders()
                    .read(series.files().get(i))
                    .dataSet()
                    .getStrings(Tag.IMAGE_POSITION_PATIENT);
            if (!places.add(place)) {
                return false;
            }
        }
        return true;
    }
}
