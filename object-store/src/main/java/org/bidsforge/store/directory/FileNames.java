// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.directory;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.bidsforge.store.ObjectName;

/**
 * How object names become paths: each segment but the last is a folder {@code segment.d}, the last a file of its own
 * name, so that {@code a} and {@code a/b} can both exist. A file whose name would look like a folder's gets one
 * {@code %} more at its end.
 */
final class FileNames {
    /** The one folder name that no segment gives, because no segment is empty. */
    static final String INCOMING = ".d";

    private static final String FOLDER = ".d";
    private static final Pattern LIKE_A_FOLDER = Pattern.compile(".*\\.d%*", Pattern.DOTALL);

    private FileNames() {}

    static Path path(Path root, String name) {
        String[] segments = ObjectName.require(name).split("/", -1);
        Path folder = root;
        for (int i = 0; i < segments.length - 1; i++) {
            folder = folder.resolve(segments[i] + FOLDER);
        }
        return folder.resolve(file(segments[segments.length - 1]));
    }

    private static String file(String segment) {
        return LIKE_A_FOLDER.matcher(segment).matches() ? segment + "%" : segment;
    }

    static boolean isFolder(String fileName) {
        return fileName.endsWith(FOLDER) && !fileName.equals(INCOMING);
    }

    static String segmentOfFolder(String fileName) {
        return fileName.substring(0, fileName.length() - FOLDER.length());
    }

    static String segmentOfFile(String fileName) {
        return LIKE_A_FOLDER.matcher(fileName).matches() ? fileName.substring(0, fileName.length() - 1) : fileName;
    }
}
