// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.datalad;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bidsforge.core.annex.Backend;

/**
 * A dataset as DataLad makes it: the bytes of {@code datalad create -c text2git}.
 *
 * <p>Without a {@code git-annex} branch beside it DataLad takes such a repository for plain git and puts images into
 * git; see {@link org.bidsforge.core.annex.AnnexBranch#describe}.
 */
public record DataladDataset(UUID id) {
    /** What a commit puts where, and its message. */
    public record Commit(String message, SortedMap<String, String> files) {
        public Commit {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        }
    }

    public static final String CONFIG = ".datalad/config";
    public static final String ATTRIBUTES = ".gitattributes";

    private static final String DATALAD_ATTRIBUTES = ".datalad/.gitattributes";
    private static final String BACKEND = "* annex.backend=MD5E\n**/.git* annex.largefiles=nothing\n";
    private static final String TEXT_TO_GIT = "* annex.largefiles=((mimeencoding=binary)and(largerthan=0))\n";
    private static final Pattern ID =
            Pattern.compile("(?m)^\\s*id\\s*=\\s*\"?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\"?\\s*$");

    private static final Pattern KEYS = Pattern.compile("(?m)^\\*\\s(?:.*\\s)?annex\\.backend=(\\S+)");

    public static DataladDataset create() {
        return new DataladDataset(UUID.randomUUID());
    }

    /** The dataset whose {@code .datalad/config} this is. */
    public static Optional<DataladDataset> parse(String config) {
        Matcher id = ID.matcher(config);
        return id.find() ? Optional.of(new DataladDataset(UUID.fromString(id.group(1)))) : Optional.empty();
    }

    /** The files of a new dataset, by path. */
    public SortedMap<String, String> initialFiles() {
        SortedMap<String, String> files = new TreeMap<>();
        files.put(CONFIG, "[datalad \"dataset\"]\n\tid = " + id + "\n");
        files.put(DATALAD_ATTRIBUTES, "config annex.largefiles=nothing\n");
        files.put(ATTRIBUTES, BACKEND + TEXT_TO_GIT);
        return files;
    }

    /** The two commits in which DataLad makes these files. */
    public List<Commit> initialCommits() {
        SortedMap<String, String> first = initialFiles();
        first.put(ATTRIBUTES, BACKEND);
        SortedMap<String, String> second = new TreeMap<>();
        second.put(ATTRIBUTES, BACKEND + TEXT_TO_GIT);
        return List.of(
                new Commit("[DATALAD] new dataset\n", first),
                new Commit("Instruct annex to add text files to Git\n", second));
    }

    /**
     * With which backend git-annex makes keys under these attributes: the last line for all files that names one, MD5E
     * where none does.
     */
    public static Backend backend(String attributes) throws IOException {
        String name = Backend.MD5E.name();
        Matcher lines = KEYS.matcher(attributes);
        while (lines.find()) {
            name = lines.group(1);
        }
        for (Backend backend : Backend.values()) {
            if (backend.name().equals(name)) {
                return backend;
            }
        }
        throw new IOException(ATTRIBUTES + " must name MD5E or SHA256E as annex.backend of *, not " + name + ".");
    }

    /**
     * Whether git-annex, under the attributes above, keeps a file in the annex: everything that is not text.
     *
     * @param head the first bytes of the file (64 kB are enough), all of it when it is shorter
     */
    public static boolean largeFile(String path, byte[] head) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.startsWith(".git") || path.equals(CONFIG)) {
            return false;
        }
        return head.length > 0 && !TextProbe.isText(head);
    }
}
