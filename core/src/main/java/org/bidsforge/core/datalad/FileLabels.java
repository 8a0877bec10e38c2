// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.datalad;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code git annex metadata} shall say about the content of a dataset's file: {@code datatype}, {@code suffix},
 * {@code session} and {@code task} of its BIDS path, to search by, and {@code distribution-restrictions=sensitive} where the
 * content must not leave the house, as heudiconv marks it. Nothing that tells a person: metadata go wherever the key goes.
 *
 * @param fields every one of the five, with no value where it has none
 */
public record FileLabels(SortedMap<String, SortedSet<String>> fields) {
    public static final String RESTRICTIONS = "distribution-restrictions";
    public static final String SENSITIVE = "sensitive";

    private static final Pattern SESSION = Pattern.compile("(?:^|/)ses-([^/_]+)/");
    private static final Pattern NAME = Pattern.compile(
            "(?:^|/)sub-[^/]+/(?:ses-[^/]+/)?(?<datatype>[a-z]+)/sub-[^/]*_(?<suffix>[A-Za-z0-9]+)\\.[^/]*");
    private static final Pattern TASK = Pattern.compile("_task-([^_./]+)[^/]*$");

    public FileLabels {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /** The labels of the file at this path of a dataset. */
    public static FileLabels of(String path, boolean sensitive) {
        Matcher name = NAME.matcher(path);
        boolean named = name.find();
        TreeMap<String, SortedSet<String>> fields = new TreeMap<>();
        fields.put("datatype", one(named ? name.group("datatype") : ""));
        fields.put("suffix", one(named ? name.group("suffix") : ""));
        fields.put("session", one(first(SESSION, path)));
        fields.put("task", one(named ? first(TASK, path) : ""));
        fields.put(RESTRICTIONS, one(sensitive ? SENSITIVE : ""));
        return new FileLabels(fields);
    }

    /** The labels of content that two files share. */
    public FileLabels and(FileLabels other) {
        TreeMap<String, SortedSet<String>> all = new TreeMap<>(fields);
        other.fields.forEach((field, values) -> all.merge(field, values, (ours, theirs) -> {
            TreeSet<String> both = new TreeSet<>(ours);
            both.addAll(theirs);
            return both;
        }));
        return new FileLabels(all);
    }

    private static String first(Pattern pattern, String path) {
        Matcher found = pattern.matcher(path);
        return found.find() ? found.group(1) : "";
    }

    private static SortedSet<String> one(String value) {
        return value.isEmpty() ? Collections.emptySortedSet() : new TreeSet<>(List.of(value));
    }
}
