// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.embedded.pages;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets a few HTML tags of a Markdown text through, with few attributes; text stays, everything else goes. */
final class SafeHtml {
    private static final Pattern PIECE = Pattern.compile(
            "<!--.*?(?:-->|\\z)|<(?<close>/?)(?<tag>[a-zA-Z][a-zA-Z0-9]*)(?<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>",
            Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "(?<name>[a-zA-Z][a-zA-Z0-9-]*)(?:\\s*=\\s*(?:\"(?<double>[^\"]*)\"|'(?<single>[^']*)'|(?<plain>[^\\s\"'<>=]+)))?");
    private static final Pattern BARE_AMPERSAND = Pattern.compile("&(?!#?[A-Za-z0-9]{1,31};)");
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("details", Set.of("open")),
            Map.entry("summary", Set.of()),
            Map.entry("img", Set.of("src", "alt", "width", "height")),
            Map.entry("table", Set.of()),
            Map.entry("thead", Set.of()),
            Map.entry("tbody", Set.of()),
            Map.entry("tr", Set.of()),
            Map.entry("th", Set.of()),
            Map.entry("td", Set.of("colspan", "rowspan")),
            Map.entry("br", Set.of()),
            Map.entry("p", Set.of()),
            Map.entry("b", Set.of()),
            Map.entry("strong", Set.of()),
            Map.entry("i", Set.of()),
            Map.entry("em", Set.of()),
            Map.entry("code", Set.of()),
            Map.entry("kbd", Set.of()),
            Map.entry("sub", Set.of()),
            Map.entry("sup", Set.of()));
    private static final Set<String> VOID = Set.of("img", "br");

    private final UnaryOperator<String> picture;
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Makes a filter for one text.
     *
     * @param picture the address of a picture that may be shown, or an empty text
     */
    SafeHtml(UnaryOperator<String> picture) {
        this.picture = picture;
    }

    String clean(String html) {
        StringBuilder clean = new StringBuilder();
        Matcher piece = PIECE.matcher(html);
        int from = 0;
        while (piece.find()) {
            clean.append(text(html.substring(from, piece.start())));
            if (piece.group("tag") != null) {
                clean.append(tag(piece));
            }
            from = piece.end();
        }
        return clean.append(text(html.substring(from))).toString();
    }

    /** Closes what the text left open, so that the page around it stays whole. */
    String closeAll() {
        StringBuilder tags = new StringBuilder();
        while (!open.isEmpty()) {
            tags.append("</").append(open.pop()).append('>');
        }
        return tags.toString();
    }

    private String tag(Matcher piece) {
        String name = piece.group("tag").toLowerCase(Locale.ROOT);
        Set<String> attributes = ALLOWED.get(name);
        if (attributes == null) {
            return "";
        }
        if (!piece.group("close").isEmpty()) {
            return open.removeFirstOccurrence(name) ? "</" + name + ">" : "";
        }
        Map<String, String> given = attributes(piece.group("attributes"));
        given.keySet().retainAll(attributes);
        if (name.equals("img")) {
            String path = picture.apply(given.getOrDefault("src", ""));
            if (path.isEmpty()) {
                return text(given.getOrDefault("alt", ""));
            }
            given.put("src", path);
            given.putIfAbsent("alt", "");
        }
        if (!VOID.contains(name)) {
            open.push(name);
        }
        StringBuilder tag = new StringBuilder("<").append(name);
        given.keySet().stream()
                .sorted()
                .forEach(key -> tag.append(' ').append(key).append("=\"").append(text(given.getOrDefault(key, ""))).append('"'));
        return tag.append('>').toString();
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new HashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(text);
        while (matcher.find()) {
            String value = "";
            for (String group : new String[] {"double", "single", "plain"}) {
                if (matcher.group(group) != null) {
                    value = matcher.group(group);
                }
            }
            attributes.put(matcher.group("name").toLowerCase(Locale.ROOT), value);
        }
        return attributes;
    }

    private static String text(String text) {
        return BARE_AMPERSAND
                .matcher(text)
                .replaceAll("&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
