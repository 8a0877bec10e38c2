// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import java.util.Optional;

/** The two ways in which a file of a commit stands for annexed content: a symlink (locked) or a pointer (unlocked). */
public final class AnnexPointer {
    private static final String OBJECTS = ".git/annex/objects/";
    private static final String POINTER = "/annex/objects/";
    private static final int LONGEST = 32 * 1024;

    private AnnexPointer() {}

    /** The target of the symlink that stands at this path of the repository. */
    public static String symlinkTarget(AnnexKey key, String repoPath) {
        long depth = repoPath.chars().filter(c -> c == '/').count();
        String file = key.fileName();
        return "../".repeat(Math.toIntExact(depth)) + OBJECTS + key.hashDirMixed() + file + "/" + file;
    }

    /** The text of an unlocked file in git. */
    public static String pointer(AnnexKey key) {
        return POINTER + key.fileName() + "\n";
    }

    /** The key behind a symlink's target or a pointer file's text; nothing for any other file. */
    public static Optional<AnnexKey> read(String blobOrLinkTarget) {
        if (blobOrLinkTarget.length() > LONGEST) {
            return Optional.empty();
        }
        String line = blobOrLinkTarget.lines().findFirst().orElse("");
        String path = line.replace('\\', '/');
        boolean pointer = path.startsWith(POINTER);
        boolean link = path.startsWith(OBJECTS) || path.contains("/" + OBJECTS);
        if (!pointer && !link) {
            return Optional.empty();
        }
        String file = path.substring(path.lastIndexOf('/') + 1);
        return AnnexKey.tryParse(unescape(file));
    }

    /** Undoes {@link AnnexKey#fileName()}. */
    static String unescape(String fileName) {
        return fileName.replace("%", "/").replace("&c", ":").replace("&s", "%").replace("&a", "&");
    }
}
