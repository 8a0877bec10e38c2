// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bidsforge.dicom.Tag;

/**
 * Joins runs that the scanner sent in pieces. Siemens XA, exporting in its "interoperability" form, makes a series of each
 * volume and marks the objects MFSPLIT; the AcquisitionNumber counts the volumes and starts anew with each run.
 */
final class SplitRuns {
    private static final String MARK = "MFSPLIT";

    private SplitRuns() {}

    /** The series with the pieces of each run as one; {@code series} are of one session. */
    static List<Series> join(List<Series> series) {
        List<Series> joined = new ArrayList<>();
        Map<String, List<Series>> growing = new LinkedHashMap<>();
        for (Series one : series.stream().sorted(Series.ORDER).toList()) {
            if (!one.imageType().contains(MARK)) {
                joined.add(one);
                continue;
            }
            List<Series> run = growing.computeIfAbsent(protocol(one), any -> new ArrayList<>());
            if (!run.isEmpty() && !follows(run.get(run.size() - 1), one)) {
                joined.add(whole(run));
                run.clear();
            }
            run.add(one);
        }
        growing.values().forEach(run -> joined.add(whole(run)));
        return joined.stream().sorted(Series.ORDER).toList();
    }

    /** In what the pieces of a run never differ. */
    private static String protocol(Series series) {
        return String.join(
                "\n",
                series.studyUid(),
                series.patientId(),
                series.protocolName(),
                series.description(),
                series.imageType().toString(),
                series.variety().echoTimes().toString(),
                series.variety().parts().stream().sorted().toList().toString(),
                Integer.toString(series.variety().slices()),
                series.header().getStrings(Tag.ROWS).toString(),
                series.header().getStrings(Tag.COLUMNS).toString(),
                series.header().getStrings(Tag.IMAGE_ORIENTATION_PATIENT).toString());
    }

    private static boolean follows(Series last, Series next) {
        OptionalInt before = acquisition(last);
        OptionalInt now = acquisition(next);
        if (before.isPresent() && now.isPresent()) {
            return now.getAsInt() > before.getAsInt() && next.number() >= last.number();
        }
        return next.number() == last.number();
    }

    private static OptionalInt acquisition(Series series) {
        return series.header().getInt(Tag.ACQUISITION_NUMBER);
    }

    private static Series whole(List<Series> run) {
        Series first = run.get(0);
        if (run.size() == 1) {
            return first;
        }
        List<Path> files = new ArrayList<>();
        List<Series.Part> parts = new ArrayList<>();
        int frames = 0;
        for (Series piece : run) {
            files.addAll(piece.files());
            frames += piece.variety().frames();
            parts.add(new Series.Part(
                    piece.uid(), piece.number(), acquisition(piece).orElse(0)));
        }
        Variety variety = first.variety();
        return new Series(
                first.uid(),
                first.acquired(),
                first.header(),
                files,
                new Variety(
                        variety.echoTimes(),
                        variety.parts(),
                        variety.bValues(),
                        variety.slices(),
                        frames,
                        variety.first()),
                parts);
    }
}
