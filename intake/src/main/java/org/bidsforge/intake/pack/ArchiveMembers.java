// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.pack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.annex.Backend;
import org.bidsforge.core.annex.KeyDigest;

/** Takes the members out of an archive that was committed before, so that more can be added to them. */
public final class ArchiveMembers {
    private ArchiveMembers() {}

    /**
     * Writes the members into the folder, in the archive's order.
     *
     * @throws IOException if the content is not what the key says
     */
    public static List<Path> extract(InputStream content, AnnexKey key, Path folder) throws IOException {
        Path copy = folder.resolve("archive.tar");
        try (KeyDigest digest = new KeyDigest(Files.newOutputStream(copy))) {
            content.transferTo(digest);
            if (!digest.key(Backend.MD5E, "archive.tar").equals(key)) {
                throw new IOException("the store must hold what the key says: " + key);
            }
        }
        List<Path> members = new ArrayList<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(copy)), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                // The name in the archive is not used: whatever it says, the file lies in this folder.
                Path member = folder.resolve("member-" + members.size() + ".dcm");
                Files.copy(tar, member);
                members.add(member);
            }
        }
        Files.delete(copy);
        return members;
    }
}
