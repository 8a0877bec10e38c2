// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Collects what one commit to the git-annex branch must change: start from a reader of the present branch, tell what
 * happened, then write {@link #files()} over it. Not thread-safe.
 */
public final class AnnexBranch {
    public static final String NAME = "git-annex";

    /** Reads a file of the branch as it is now. */
    @FunctionalInterface
    public interface Reader {
        /** The text at this path, or nothing when there is no such file. */
        Optional<String> read(String path) throws IOException;
    }

    private final Reader branch;
    private final SortedMap<String, String> files = new TreeMap<>();

    public AnnexBranch(Reader branch) {
        this.branch = branch;
    }

    /** A branch that does not exist yet. */
    public static AnnexBranch orphan() {
        return new AnnexBranch(path -> Optional.empty());
    }

    /** Gives a copy of the repository a name; git-annex recognises the branch by the file this makes. */
    public AnnexBranch describe(String uuid, String description) throws IOException {
        UuidLog known = UuidLog.parse(current(UuidLog.PATH));
        UuidLog changed = known.with(uuid, description);
        return changed.equals(known) ? this : put(UuidLog.PATH, changed.format());
    }

    /** Declares a special remote, and its name as the copy's description. */
    public AnnexBranch remote(String uuid, SortedMap<String, String> settings) throws IOException {
        Optional<String> name = Optional.ofNullable(settings.get("name"));
        if (name.isPresent()) {
            describe(uuid, name.get());
        }
        RemoteLog known = RemoteLog.parse(current(RemoteLog.PATH));
        RemoteLog changed = known.with(uuid, settings);
        return changed.equals(known) ? this : put(RemoteLog.PATH, changed.format());
    }

    public AnnexBranch present(AnnexKey key, String uuid) throws IOException {
        return log(key, uuid, true);
    }

    public AnnexBranch absent(AnnexKey key, String uuid) throws IOException {
        return log(key, uuid, false);
    }

    private AnnexBranch log(AnnexKey key, String uuid, boolean present) throws IOException {
        String path = LocationLog.path(key);
        LocationLog known = LocationLog.parse(current(path));
        LocationLog changed = known.withPresence(uuid, present);
        return changed.equals(known) ? this : put(path, changed.format());
    }

    /** Gives each of these fields of a key's metadata these values and no others; its other fields stay. */
    public AnnexBranch metadata(AnnexKey key, SortedMap<String, SortedSet<String>> fields) throws IOException {
        String path = MetadataLog.path(key);
        MetadataLog known = MetadataLog.parse(current(path));
        MetadataLog changed = known.with(fields);
        return changed.equals(known) ? this : put(path, changed.format());
    }

    private String current(String path) throws IOException {
        Optional<String> changed = Optional.ofNullable(files.get(path));
        if (changed.isPresent()) {
            return changed.get();
        }
        return branch.read(path).orElse("");
    }

    private AnnexBranch put(String path, String content) {
        files.put(path, content);
        return this;
    }

    /** The files that differ from the branch, by path. */
    public SortedMap<String, String> files() {
        return new TreeMap<>(files);
    }

    /** Two sides of any file of the branch made one: every line of both, once; needs no common ancestor. */
    public static String union(String ours, String theirs) {
        Set<String> lines = new LinkedHashSet<>();
        ours.lines().forEach(lines::add);
        theirs.lines().forEach(lines::add);
        lines.remove("");
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
