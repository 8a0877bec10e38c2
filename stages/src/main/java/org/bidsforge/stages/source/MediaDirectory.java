// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.io.DicomReader;

/** A DICOMDIR (PS3.10, PS3.3 annex F): the list of the objects on a medium. */
final class MediaDirectory {
    static final int RECORDS = Tag.of(0x0004, 0x1220);
    private static final int FILE_ID = Tag.of(0x0004, 0x1500);
    private static final long LARGEST = 256L << 20;

    private MediaDirectory() {}

    /** The files that the directory lists, in its order; nothing when the file is no such directory. */
    static Optional<List<Path>> files(Path file) throws IOException {
        if (!file.getFileName().toString().toUpperCase(Locale.ROOT).contains("DICOMDIR")
                || Files.size(file) > LARGEST) {
            return Optional.empty();
        }
        DataSet data = DicomReader.ofHeaders().read(file).dataSet();
        List<DataSet> records = data.getSequence(RECORDS);
        if (records.isEmpty()) {
            return Optional.empty();
        }
        Path root = file.toAbsolutePath().normalize().resolveSibling("");
        List<Path> files = new ArrayList<>();
        for (DataSet record : records) {
            List<String> parts = record.getStrings(FILE_ID);
            if (!parts.isEmpty()) {
                resolve(root, parts).ifPresent(files::add);
            }
        }
        return Optional.of(files);
    }

    /** Media are copied by systems that change the case of names; a name that leads out of the medium is none. */
    private static Optional<Path> resolve(Path root, List<String> parts) {
        String joined = String.join("/", parts);
        Path upper = root.resolve(joined).normalize();
        Path lower = root.resolve(joined.toLowerCase(Locale.ROOT)).normalize();
        return Optional.of(Files.exists(upper) || !Files.exists(lower) ? upper : lower)
                .filter(path -> path.startsWith(root));
    }
}
