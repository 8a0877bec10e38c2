// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.dicom.DicomException;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.io.DicomFile;
import org.bidsforge.dicom.io.DicomReader;
import org.bidsforge.dicom.io.DicomWriter;
import org.bidsforge.stages.source.Series;

/** Makes of the objects of a run that came in pieces the one series that they are. */
final class JoinedObjects {
    private JoinedObjects() {}

    /** Copies under one series UID and number, with instance numbers that count on; the voxels stay as they are. */
    static List<Path> write(Series series, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> copies = IntStream.rangeClosed(1, series.files().size())
                .mapToObj(number -> folder.resolve(Integer.toString(number)))
                .toList();
        try {
            IntStream.range(0, copies.size()).parallel().forEach(index -> copy(series, index, copies.get(index)));
        } catch (UncheckedIOException problem) {
            throw new IOException(problem.getMessage(), problem);
        }
        return copies;
    }

    private static void copy(Series series, int index, Path copy) {
        Path file = series.files().get(index);
        try {
            DicomFile object = DicomReader.ofEverything().read(file);
            object.dataSet().setString(Tag.SERIES_INSTANCE_UID, series.uid());
            object.dataSet().setInt(Tag.SERIES_NUMBER, series.number());
            object.dataSet().setInt(Tag.INSTANCE_NUMBER, index + 1);
            new DicomWriter().write(object, copy);
        } catch (DicomException damaged) {
            throw new UncheckedIOException(new IOException(
                    "Joining the parts of series " + series.number() + ": " + damaged.getMessage(), damaged));
        } catch (IOException problem) {
            throw new UncheckedIOException("Joining the parts of series " + series.number(), problem);
        }
    }

    /** What a person should know of each run that was joined. */
    static List<Finding> findings(List<Series> all) {
        List<Finding> findings = new ArrayList<>();
        for (Series series : all) {
            if (!series.parts().isEmpty()) {
                findings.add(finding(series));
            }
        }
        return findings;
    }

    private static Finding finding(Series series) {
        List<Series.Part> parts = series.parts();
        Series.Part first = parts.get(0);
        Series.Part last = parts.get(parts.size() - 1);
        int planned = last.acquisition() - first.acquisition() + 1;
        boolean gap = planned > parts.size();
        String numbers = first.number() == last.number()
                ? "one number, " + first.number()
                : "the numbers " + first.number() + " to " + last.number();
        return new Finding(
                gap ? "joined-run-incomplete" : "series-joined",
                gap ? Severity.WARNING : Severity.NOTE,
                Optional.empty(),
                "Series " + series.number() + ": " + parts.size() + " series of " + numbers
                        + " are the volumes of one run, acquisitions " + first.acquisition() + " to "
                        + last.acquisition() + (gap ? ", of which " + (planned - parts.size()) + " are missing." : "."),
                gap
                        ? "Send the missing series again from the scanner, and convert again."
                        : "Nothing needs to be done.");
    }
}
