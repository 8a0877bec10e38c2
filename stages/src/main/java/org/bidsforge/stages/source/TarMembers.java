// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The files in a tar archive, gzipped or not. */
final class TarMembers {
    private static final int MOST_MEMBERS = 1_000_000;
    private static final int MAGIC_OFFSET = 257;
    private static final byte[] MAGIC = "ustar".getBytes(StandardCharsets.US_ASCII);

    private TarMembers() {}

    /** Looks at the content: archives are often named by people. */
    static boolean isArchive(Path file) throws IOException {
        try (InputStream in = open(file)) {
            byte[] head = in.readNBytes(MAGIC_OFFSET + MAGIC.length);
            if (head.length < MAGIC_OFFSET + MAGIC.length) {
                return false;
            }
            for (int i = 0; i < MAGIC.length; i++) {
                if (head[MAGIC_OFFSET + i] != MAGIC[i]) {
                    return false;
                }
            }
            return true;
        } catch (IOException damaged) {
            // A damaged gzip stream is no archive; reading it as an object tells what it is.
            return false;
        }
    }

    private static InputStream open(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
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

    /** Writes each member under a number, because names in an archive may point anywhere. */
    static List<DicomInputs.Found> unpack(Path archive, Path folder, int firstNumber) throws IOException {
        List<DicomInputs.Found> members = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(open(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!entry.isFile()) {
                    continue;
                }
                if (members.size() == MOST_MEMBERS) {
                    throw new IOException("an archive must have at most " + MOST_MEMBERS + " files");
                }
                Path file = folder.resolve(String.format(Locale.ROOT, "%08d", firstNumber + members.size()));
                Files.copy(tar, file);
                members.add(new DicomInputs.Found(file, archive.getFileName() + ":" + entry.getName()));
            }
        } catch (IOException problem) {
            throw new IOException("Unpacking " + archive + ": " + problem.getMessage(), problem);
        }
        return members;
    }
}
