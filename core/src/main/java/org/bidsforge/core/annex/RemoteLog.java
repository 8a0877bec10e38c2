// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The special remotes of a repository and their settings: the file {@code remote.log} of the git-annex branch. */
public record RemoteLog(SortedMap<String, Stamped> entries) {
    public static final String PATH = "remote.log";

    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final Pattern ESCAPE = Pattern.compile("&([0-9]{1,7});");

    public RemoteLog {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    public static RemoteLog empty() {
        return new RemoteLog(new TreeMap<>());
    }

    public static RemoteLog parse(String text) {
        return new RemoteLog(Stamped.parse(text));
    }

    public String format() {
        return Stamped.format(entries);
    }

    /** The settings of one remote, or nothing when the log does not know it. */
    public Optional<SortedMap<String, String>> settings(String uuid) {
        return Optional.ofNullable(entries.get(uuid)).map(entry -> readSettings(entry.value()));
    }

    /** The UUID of the remote with this name, if there is one; of several the newest. */
    public Optional<String> uuidOf(String remoteName) {
        return entries.entrySet().stream()
                .filter(e ->
                        remoteName.equals(readSettings(e.getValue().value()).get("name")))
                .max((a, b) -> a.getValue().clock().compareTo(b.getValue().clock()))
                .map(Map.Entry::getKey);
    }

    /** The log after this remote got exactly these settings; the same log when it has them already. */
    public RemoteLog with(String uuid, SortedMap<String, String> settings) {
        return new RemoteLog(Stamped.with(entries, uuid, writeSettings(settings)));
    }

    private static SortedMap<String, String> readSettings(String value) {
        TreeMap<String, String> settings = new TreeMap<>();
        for (String word : BLANKS.split(value, -1)) {
            int equals = word.indexOf('=');
            if (equals >= 0) {
                settings.put(word.substring(0, equals), unescape(word.substring(equals + 1)));
            }
        }
        return settings;
    }

    private static String writeSettings(SortedMap<String, String> settings) {
        return settings.entrySet().stream()
                .map(e -> e.getKey() + "=" + escape(e.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String escape(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints().forEach(c -> {
            if (isSpace(c) || c == '&') {
                text.append('&').append(c).append(';');
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }

    /** White space in the eyes of Haskell, whose words a setting must not break into. */
    private static boolean isSpace(int c) {
        boolean ascii = c == ' ' || (c >= '\t' && c <= '\r');
        return ascii || Character.getType(c) == Character.SPACE_SEPARATOR;
    }

    private static String unescape(String value) {
        return ESCAPE.matcher(value).replaceAll(RemoteLog::character);
    }

    private static String character(MatchResult escape) {
        int code = Integer.parseInt(escape.group(1));
        String text = Character.isValidCodePoint(code) ? Character.toString(code) : escape.group();
        return Matcher.quoteReplacement(text);
    }
}
