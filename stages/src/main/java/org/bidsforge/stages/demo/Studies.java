// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.DicomException;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.io.DicomReader;

/** The studies that a folder's objects say they belong to. */
final class Studies {
    private Studies() {}

    /** @param fallback for objects that name none */
    static NavigableSet<StudyName> in(Path folder, StudyName fallback) throws IOException {
        NavigableSet<StudyName> studies = new TreeSet<>(Comparator.comparing(StudyName::toString));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                study(file, fallback).ifPresent(studies::add);
            }
        }
        return studies;
    }

    private static Optional<StudyName> study(Path file, StudyName fallback) throws IOException {
        try {
            DataSet header = DicomReader.ofHeaders().read(file).dataSet();
            return header.getString(Tag.STUDY_DESCRIPTION)
                    .flatMap(StudyName::ofStudyDescription)
                    .or(() -> Optional.of(fallback));
        } catch (DicomException e) {
            // Not an object; the receiver will not get it either.
            return Optional.empty();
        }
    }
}
