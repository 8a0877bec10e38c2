// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.source.Series;

/** Packs each converted series into sourcedata, under the name of its first image: the same bytes from any machine. */
final class SourceArchives {
    private final Draft draft;

    SourceArchives(Draft draft) {
        this.draft = draft;
    }

    private record Wanted(Series series, String path) {}

    void write(List<NamedImage> images) throws IOException {
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        for (NamedImage image : images) {
            String path = (image.isBids() ? "sourcedata/" : "") + image.beside(".dicom.tgz");
            wanted.putIfAbsent(image.series().uid(), new Wanted(image.series(), path));
        }
        try {
            new ArrayList<>(wanted.values()).parallelStream().forEach(this::pack);
        } catch (UncheckedIOException problem) {
            throw new IOException(problem.getMessage(), problem);
        }
    }

    private void pack(Wanted wanted) {
        try (OutputStream out = Files.newOutputStream(draft.file(wanted.path()));
                ReproducibleGzip.Output gzip = new ReproducibleGzip.Output(out, ReproducibleGzip.LEVEL);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
            int number = 0;
            for (Path file : wanted.series().files()) {
                number++;
                // Names, owners and times of the files here say nothing about the scan, or too much.
                TarArchiveEntry entry = new TarArchiveEntry(String.format(Locale.ROOT, "%06d.dcm", number));
                entry.setSize(Files.size(file));
                entry.setModTime(0L);
                entry.setIds(0, 0);
                entry.setNames("", "");
                entry.setMode(0100644);
                tar.putArchiveEntry(entry);
                Files.copy(file, tar);
                tar.closeArchiveEntry();
            }
        } catch (IOException problem) {
            throw new UncheckedIOException("Packing " + wanted.path() + ": " + problem.getMessage(), problem);
        }
    }
}
