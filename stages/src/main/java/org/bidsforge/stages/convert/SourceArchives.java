// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.bidsforge.stages.naming.NamedImage;
import org.bidsforge.stages.source.Series;

/**
 * Packs each converted series into sourcedata, under the name of its first image: the same bytes from any machine. Packing
 * begins before the images are made, as nothing else in a conversion takes as long and it needs none of them.
 */
final class SourceArchives implements AutoCloseable {
    private final Path scratch;
    private final ExecutorService pool =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private final Map<String, Future<Path>> packed = new HashMap<>();

    private SourceArchives(Path scratch) {
        this.scratch = scratch;
    }

    /** Packs in the background, until closed. */
    static SourceArchives begin(Draft draft, List<Series> all) throws IOException {
        SourceArchives archives = new SourceArchives(draft.scratch());
        for (Series series : all) {
            if (series.reasonForNoImage().isEmpty()) {
                Path file = archives.scratch.resolve("archive-" + archives.packed.size());
                archives.packed.put(series.uid(), archives.pool.submit(() -> pack(series, file)));
            }
        }
        return archives;
    }

    /** Waits for the archives of what has images, and puts them among the files that are to be published. */
    void write(List<NamedImage> images, Draft draft) throws IOException, InterruptedException {
        Set<String> written = new HashSet<>();
        for (NamedImage image : images) {
            Future<Path> archive = packed.get(image.series().uid());
            if (archive != null && written.add(image.series().uid())) {
                String path = (image.isBids() ? "sourcedata/" : "") + image.beside(".dicom.tgz");
                Files.move(await(archive, path), draft.file(path));
            }
        }
    }

    private static Path await(Future<Path> archive, String path) throws IOException, InterruptedException {
        try {
            return archive.get();
        } catch (ExecutionException e) {
            Throwable problem = e.getCause();
            throw new IOException("Packing " + path + ": " + (problem == null ? e : problem).getMessage(), e);
        }
    }

    private static Path pack(Series series, Path archive) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive);
                ReproducibleGzip.Output gzip = new ReproducibleGzip.Output(out, ReproducibleGzip.LEVEL);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
            int number = 0;
            for (Path file : series.files()) {
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
        }
        return archive;
    }

    /** Nothing is written any more when this returns, unless this thread is interrupted. */
    @Override
    public void close() {
        pool.shutdownNow();
        try {
            pool.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
