// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an object says about itself besides its content. Stores without a place for it leave it out.
 *
 * @param metadata names without {@code x-amz-meta-}, lower case; printable ASCII values, together at most 2 kB
 * @param tags at most 10; names up to 128 and values up to 256 characters; letters, digits, spaces and {@code _.:/=+@-}
 */
public record Labels(Map<String, String> metadata, Map<String, String> tags) {
    public static final Labels NONE = new Labels(Map.of(), Map.of());

    private static final int MOST_METADATA = 2048;
    private static final int MOST_TAGS = 10;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]*");
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");
    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]*");

    public Labels {
        metadata = Map.copyOf(metadata);
        tags = Map.copyOf(tags);
        metadata.forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "metadata has lower-case names and printable ASCII values: " + name + "=" + value);
            }
        });
        int length = metadata.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        if (length > MOST_METADATA) {
            throw new IllegalArgumentException("metadata has at most 2048 characters: " + length);
        }
        if (tags.size() > MOST_TAGS) {
            throw new IllegalArgumentException("an object has at most 10 tags: " + tags.size());
        }
        tags.forEach((name, value) -> {
            boolean fits = !name.isEmpty() && name.length() <= 128 && value.length() <= 256;
            if (!fits || !TAG.matcher(name).matches() || !TAG.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "a tag has a name of 1 to 128 and a value of up to 256 characters, letters, digits,"
                                + " spaces and _.:/=+@- : " + name + "=" + value);
            }
        });
    }

    /** The tags as S3 wants them in one header: a query, sorted by name. */
    public String tagging() {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> escape(tag.getKey()) + "=" + escape(tag.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public boolean isEmpty() {
        return metadata.isEmpty() && tags.isEmpty();
    }
}
