// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes HTML anew with nothing but what is known to be harmless: a few tags, few attributes, addresses that were
 * weighed, every tag closed in its turn. It reads what a Markdown renderer made, tags of the author's included, and
 * trusts neither.
 */
final class HtmlCleaner {
    private static final Set<String> ALLOWED = Set.of(
            "p",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "li",
            "blockquote",
            "pre",
            "code",
            "kbd",
            "em",
            "strong",
            "i",
            "b",
            "del",
            "sub",
            "sup",
            "a",
            "img",
            "br",
            "hr",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "details",
            "summary");
    private static final Set<String> WITHOUT_END = Set.of("img", "br", "hr");
    /** What stands in these is no text. */
    private static final Set<String> SKIPPED = Set.of(
            "script",
            "style",
            "title",
            "textarea",
            "template",
            "iframe",
            "noscript",
            "svg",
            "math",
            "object",
            "select",
            "xmp",
            "noembed",
            "noframes",
            "plaintext");

    private static final int DEEPEST = 60;
    private static final int LAST_LEVEL = 6;
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));");
    private static final Pattern BARE_AMPERSAND = Pattern.compile("&(?!#?[A-Za-z0-9]{1,31};)");
    private static final Map<String, String> NAMED =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'");

    private final Addresses addresses;
    private final String folder;
    private final StringBuilder clean = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();
    private final Deque<Integer> levels = new ArrayDeque<>();
    private final Set<String> neverEnding = new HashSet<>();
    private final int firstLevel;

    private HtmlCleaner(Addresses addresses, String folder, int firstLevel) {
        this.addresses = addresses;
        this.folder = folder;
        this.firstLevel = firstLevel;
    }

    /**
     * Cleans one text.
     *
     * @param folder what relative links begin at
     * @param firstLevel of its headings, which leave out none from there on
     */
    static String clean(String html, Addresses addresses, String folder, int firstLevel) {
        HtmlCleaner cleaner = new HtmlCleaner(addresses, folder, firstLevel);
        cleaner.read(html);
        while (!cleaner.open.isEmpty()) {
            cleaner.close();
        }
        return cleaner.clean.toString().replace("<th></th>", "<td></td>");
    }

    private void read(String html) {
        int at = 0;
        while (at < html.length()) {
            int less = html.indexOf('<', at);
            text(html.substring(at, less < 0 ? html.length() : less));
            if (less < 0) {
                return;
            }
            at = markup(html, less);
        }
    }

    /** Deals with what begins with a less-than sign; tells where the text goes on. */
    private int markup(String html, int start) {
        if (html.startsWith("<!--", start)) {
            int end = html.indexOf("-->", start + 4);
            return end < 0 ? html.length() : end + 3;
        }
        Optional<HtmlTag> found = HtmlTag.at(html, start);
        if (found.isEmpty()) {
            clean.append("&lt;");
            return start + 1;
        }
        HtmlTag tag = found.get();
        if (SKIPPED.contains(tag.name())) {
            return tag.closing() ? tag.end() : behind(html, tag);
        }
        if (ALLOWED.contains(tag.name())) {
            tag(tag);
        }
        return tag.end();
    }

    /** Where the element ends, or its tag if it never does. */
    private int behind(String html, HtmlTag tag) {
        if (neverEnding.contains(tag.name())) {
            return tag.end();
        }
        Matcher end = Pattern.compile("</" + tag.name() + "\\s*>", Pattern.CASE_INSENSITIVE)
                .matcher(html);
        if (end.find(tag.end())) {
            return end.end();
        }
        neverEnding.add(tag.name());
        return tag.end();
    }

    private void tag(HtmlTag tag) {
        String name = tag.name();
        if (tag.closing()) {
            if (open.contains(name) || (isHeading(name) && open.stream().anyMatch(HtmlCleaner::isHeading))) {
                closeUpTo(name);
            }
            return;
        }
        if (name.equals("img")) {
            picture(tag);
        } else if (WITHOUT_END.contains(name)) {
            clean.append('<').append(name).append('>');
        } else if (open.size() < DEEPEST && !(name.equals("a") && open.contains("a"))) {
            open(name, tag);
        }
    }

    private void open(String name, HtmlTag tag) {
        if (name.equals("a")) {
            Optional<String> target = addresses.link(value(tag, "href"), folder);
            if (target.isPresent()) {
                open.push(name);
                write("a", Map.of("href", target.get()));
            }
            return;
        }
        String kept = isHeading(name) ? heading(name) : name;
        open.push(kept);
        switch (kept) {
            // What may scroll sideways must be reachable by the keyboard.
            case "table" -> {
                clean.append("<div class=\"scroll\" role=\"group\" aria-label=\"Table\" tabindex=\"0\">");
                write("table", Map.of());
            }
            case "pre" -> clean.append("<pre role=\"group\" aria-label=\"Listing\" tabindex=\"0\">");
            case "details" -> write("details", tag.attributes().containsKey("open") ? Map.of("open", "") : Map.of());
            case "th", "td" -> write(kept, value(tag, "align").equals("right") ? Map.of("class", "num") : Map.of());
            default -> write(kept, Map.of());
        }
    }

    private void closeUpTo(String name) {
        while (!open.isEmpty()) {
            String closed = close();
            if (closed.equals(name) || (isHeading(name) && isHeading(closed))) {
                return;
            }
        }
    }

    private String close() {
        String name = open.pop();
        clean.append("</").append(name).append('>');
        if (name.equals("table")) {
            clean.append("</div>");
        }
        return name;
    }

    private void picture(HtmlTag tag) {
        String alt = value(tag, "alt");
        Optional<String> path = addresses.picture(value(tag, "src"));
        if (path.isEmpty()) {
            text(escape(alt.isEmpty() ? "[picture from elsewhere]" : "[picture from elsewhere: " + alt + "]"));
            return;
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("src", path.get());
        attributes.put("alt", alt);
        for (String side : new String[] {"width", "height"}) {
            if (value(tag, side).matches("[0-9]{1,4}")) {
                attributes.put(side, value(tag, side));
            }
        }
        attributes.put("loading", "lazy");
        write("img", attributes);
    }

    /** No level is left out, whatever the author wrote. */
    private String heading(String name) {
        int level = Character.digit(name.charAt(1), 10);
        while (!levels.isEmpty() && levels.peek() >= level) {
            levels.pop();
        }
        levels.push(level);
        return "h" + Math.min(LAST_LEVEL, firstLevel + levels.size() - 1);
    }

    private static boolean isHeading(String name) {
        return name.length() == 2 && name.charAt(0) == 'h' && Character.isDigit(name.charAt(1));
    }

    private static String value(HtmlTag tag, String attribute) {
        return decode(tag.attributes().getOrDefault(attribute, ""));
    }

    private void write(String name, Map<String, String> attributes) {
        clean.append('<').append(name);
        attributes.forEach((attribute, value) -> {
            clean.append(' ').append(attribute);
            if (!value.isEmpty() || attribute.equals("alt")) {
                clean.append("=\"").append(escape(value)).append('"');
            }
        });
        clean.append('>');
    }

    /** Text of HTML, whose entities stay as they are. */
    private void text(String text) {
        clean.append(BARE_AMPERSAND
                .matcher(text)
                .replaceAll("&amp;")
                .replace(">", "&gt;")
                .replace("\0", ""));
    }

    /** What a browser would read; other entities stay written out, which makes no other address of them. */
    private static String decode(String value) {
        return ENTITY.matcher(value).replaceAll(match -> {
            if (match.group(3) != null) {
                return Matcher.quoteReplacement(NAMED.getOrDefault(match.group(3), ""));
            }
            int code = match.group(1) != null ? Integer.parseInt(match.group(1)) : Integer.parseInt(match.group(2), 16);
            return Character.isValidCodePoint(code) ? Matcher.quoteReplacement(Character.toString(code)) : "";
        });
    }

    private static String escape(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\0", "");
    }
}
