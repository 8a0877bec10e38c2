// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.phantom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.io.DicomFile;
import org.bidsforge.dicom.io.DicomWriter;

/** Writes the synthetic session as a folder of DICOM files; the same seed gives the same bytes on every machine. */
public final class PhantomSession {
    private static final double PAUSE_SECONDS = 25;

    private final long seed;
    private final String studyDescription;
    private final DicomWriter writer = new DicomWriter();

    /** {@code studyDescription} names the study as scanners do: {@code PI^Study}. */
    public PhantomSession(long seed, String studyDescription) {
        this.seed = seed;
        this.studyDescription = studyDescription;
    }

    /** What was written: the number of objects, of series, and of planted identifiers. */
    public record Written(int objects, int series, int identifiers) {}

    /** Writes the objects below the folder and the list of everything that identifies the person to the other file. */
    public Written write(Path folder, Path identifierList) throws IOException {
        Identifiers identifiers = new Identifiers();
        Visit visit = new Visit(new SplittableRandom(seed), identifiers, studyDescription);
        List<String> localizer = new ArrayList<>();
        double seconds = PAUSE_SECONDS;
        int count = 0;
        for (SeriesPlan plan : Protocol.session()) {
            Scan scan = new Scan(visit, plan, seed, seconds, localizer);
            List<DataSet> objects = scan.objects();
            if (plan.kind() == SeriesPlan.Kind.SCOUT) {
                Scan.uids(objects).forEach(localizer::add);
            }
            save(folder.resolve(String.format(Locale.ROOT, "series-%03d", plan.number())), objects);
            count += objects.size();
            seconds += scan.seconds() + PAUSE_SECONDS;
        }
        save(
                folder.resolve(String.format(Locale.ROOT, "series-%03d", Protocol.REPORT_NUMBER)),
                List.of(DoseReport.object(visit, seconds)));
        identifiers.write(identifierList);
        return new Written(count + 1, Protocol.session().size() + 1, identifiers.count());
    }

    private void save(Path folder, List<DataSet> objects) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < objects.size(); i++) {
            Path file = folder.resolve(String.format(Locale.ROOT, "%05d.dcm", i + 1));
            writer.write(DicomFile.of(objects.get(i), Uids.EXPLICIT_LITTLE_ENDIAN), file);
        }
    }
}
