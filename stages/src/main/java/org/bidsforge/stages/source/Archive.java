// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A file that holds other files: tar, gzipped tar, zip, or one gzipped object. */
final class Archive {
    private static final int MAGIC_OFFSET = 257;
    private static final byte[] TAR = "ustar".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] GZIP = {0x1F, (byte) 0x8B};
    private static final int DICOM_OFFSET = 128;
    private static final byte[] DICOM = "DICM".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final Kind kind;

    private Archive(Path file, Kind kind) {
        this.file = file;
        this.kind = kind;
    }

    /** What the content says; archives are often named by people. */
    enum Kind {
        NONE,
        TAR,
        ZIP,
        GZIP
    }

    static Archive of(Path file) throws IOException {
        byte[] head = head(Files.newInputStream(file));
        if (holds(head, DICOM_OFFSET, DICOM)) {
            return new Archive(file, Kind.NONE);
        }
        if (holds(head, 0, GZIP)) {
            boolean tar = holds(head(open(file)), MAGIC_OFFSET, TAR);
            return new Archive(file, tar ? Kind.TAR : Kind.GZIP);
        }
        if (holds(head, MAGIC_OFFSET, TAR)) {
            return new Archive(file, Kind.TAR);
        }
        return new Archive(file, holds(head, 0, ZIP) ? Kind.ZIP : Kind.NONE);
    }

    private static byte[] head(InputStream stream) throws IOException {
        try (stream) {
            return stream.readNBytes(MAGIC_OFFSET + TAR.length);
        }
    }

    private static boolean holds(byte[] head, int offset, byte[] magic) {
        return head.length >= offset + magic.length
                && Arrays.equals(head, offset, offset + magic.length, magic, 0, magic.length);
    }

    boolean isOne() {
        return kind != Kind.NONE;
    }

    /** Adds the members to the list, also those before a damaged place, which is then told by the exception. */
    void unpack(Unpacked folder, List<DicomInputs.Found> members) throws IOException {
        Unpacked.Budget budget = folder.budget(Files.size(file));
        switch (kind) {
            case TAR -> untar(folder, budget, members);
            case ZIP -> unzip(folder, budget, members);
            case GZIP -> {
                try (InputStream in = open(file)) {
                    members.add(budget.take(in, folder, file.getFileName().toString()));
                }
            }
            case NONE -> {
                // An ordinary file has no members.
            }
        }
    }

    private void untar(Unpacked folder, Unpacked.Budget budget, List<DicomInputs.Found> members) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(open(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    members.add(budget.take(tar, folder, name(entry.getName())));
                }
            }
        } catch (IllegalArgumentException damaged) {
            throw new IOException("a header of the archive is damaged", damaged);
        }
    }

    private void unzip(Unpacked folder, Unpacked.Budget budget, List<DicomInputs.Found> members) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1)) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory()) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        members.add(budget.take(in, folder, name(entry.getName())));
                    }
                }
            }
        }
    }

    private String name(String member) {
        return file.getFileName() + ":" + member;
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            in.mark(2);
            boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
            in.reset();
            return gzip ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
