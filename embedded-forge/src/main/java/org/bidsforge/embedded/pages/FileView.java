// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bidsforge.embedded.git.TreeEntry;

/**
 * A file.
 *
 * @param html of a Markdown file, ready to be shown; else empty
 * @param rows of a table of tab-separated values; else empty
 * @param lines of any other text; else empty
 * @param cut whether the page shows the beginning only
 */
public record FileView(
        Place place,
        FolderEntry entry,
        Optional<CommitRow> last,
        String html,
        List<List<String>> rows,
        List<String> lines,
        boolean cut,
        boolean raw) {
    private static final int MAX_TEXT = 110_000;
    private static final int MAX_LINES = 4000;
    private static final int MAX_TABLE = 40_000;
    private static final int MAX_COLUMNS = 30;
    private static final int LONGEST_LINE = 2000;

    public FileView {
        rows = List.copyOf(rows);
        lines = List.copyOf(lines);
    }

    static FileView of(
            Place place,
            FolderEntry listed,
            TreeEntry entry,
            Optional<byte[]> bytes,
            Optional<CommitRow> last,
            Markdown markdown) {
        boolean plain = listed.symbol().equals("file");
        Optional<String> text =
                bytes.filter(found -> plain && isText(found)).map(found -> new String(found, StandardCharsets.UTF_8));
        String name = entry.name().toLowerCase(Locale.ROOT);
        if (text.isEmpty() || text.get().isEmpty()) {
            return new FileView(place, listed, last, "", List.of(), List.of(), false, plain && bytes.isPresent());
        }
        String all = text.get();
        if (name.endsWith(".md") && all.length() <= MAX_TEXT / 2) {
            String folder = place.path().contains("/")
                    ? place.path().substring(0, place.path().lastIndexOf('/'))
                    : "";
            String html = markdown.html(all, place.source(folder) + "/", 2);
            return new FileView(place, listed, last, html, List.of(), List.of(), false, true);
        }
        if (name.endsWith(".tsv") && isTable(all)) {
            return new FileView(place, listed, last, "", table(all), List.of(), false, true);
        }
        String shown = all.length() > MAX_TEXT ? all.substring(0, MAX_TEXT) : all;
        List<String> lines = shown.lines()
                .limit(MAX_LINES)
                .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)
                .toList();
        boolean cut = shown.length() < all.length()
                || shown.lines().skip(MAX_LINES).findAny().isPresent();
        return new FileView(place, listed, last, "", List.of(), lines, cut, true);
    }

    public List<Frame.Crumb> crumbs() {
        return FolderView.crumbs(place);
    }

    public String cut(int lines) {
        return "The first " + lines + " lines are shown.";
    }

    /** Whether no byte at the beginning is zero, as git sees it. */
    static boolean isText(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, 8000); i++) {
            if (bytes[i] == 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTable(String text) {
        String head = text.lines().findFirst().orElse("");
        long columns = head.chars().filter(c -> c == '\t').count() + 1;
        return columns > 1 && columns <= MAX_COLUMNS && text.length() <= MAX_TABLE;
    }

    private static List<List<String>> table(String text) {
        return text.lines()
                .filter(line -> !line.isEmpty())
                .map(line -> Arrays.stream(line.split("\t", MAX_COLUMNS)).toList())
                .toList();
    }
}
