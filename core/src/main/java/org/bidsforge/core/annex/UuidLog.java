// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The names of a repository's copies: the file {@code uuid.log} of the git-annex branch. */
public record UuidLog(SortedMap<String, Stamped> entries) {
    public static final String PATH = "uuid.log";

    public UuidLog {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    public static UuidLog empty() {
        return new UuidLog(new TreeMap<>());
    }

    public static UuidLog parse(String text) {
        return new UuidLog(Stamped.parse(text));
    }

    public String format() {
        return Stamped.format(entries);
    }

    public Optional<String> description(String uuid) {
        return Optional.ofNullable(entries.get(uuid)).map(Stamped::value);
    }

    /** The log after this copy is called so; the same log when it already is. */
    public UuidLog with(String uuid, String description) {
        return new UuidLog(Stamped.with(entries, uuid, description));
    }
}
