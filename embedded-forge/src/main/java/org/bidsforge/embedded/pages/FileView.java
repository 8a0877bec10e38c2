// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
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
    private static final int MAX_BYTES = 170_000;
    private static final int BYTES_OF_LINE = 16;
    private static final int BYTES_OF_CELL = 12;
    private static final int MAX_LINES = 4000;
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
        if (name.endsWith(".md") && all.length() <= MAX_BYTES) {
            String folder = place.path().contains("/")
                    ? place.path().substring(0, place.path().lastIndexOf('/'))
                    : "";
            String html = markdown.html(all, place.source(folder) + "/", 2);
            if (Shown.bytes(html) <= MAX_BYTES) {
                return new FileView(place, listed, last, html, List.of(), List.of(), false, true);
            }
        }
        if (name.endsWith(".tsv") && isTable(all)) {
            return new FileView(place, listed, last, "", table(all), List.of(), false, true);
        }
        List<String> lines = lines(all);
        boolean cut = all.lines().skip(lines.size()).findAny().isPresent();
        return new FileView(place, listed, last, "", List.of(), lines, cut, true);
    }

    /** The first lines that fit into a page. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        Iterator<String> all = text.lines().iterator();
        int left = MAX_BYTES;
        while (all.hasNext() && lines.size() < MAX_LINES) {
            String line = Shown.cut(all.next(), LONGEST_LINE);
            left -= BYTES_OF_LINE + Shown.bytes(line);
            if (left < 0) {
                break;
            }
            lines.add(line);
        }
        return lines;
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
        long cells = text.chars().filter(c -> c == '\t' || c == '\n').count();
        return columns > 1 && columns <= MAX_COLUMNS && Shown.bytes(text) + BYTES_OF_CELL * cells <= MAX_BYTES;
    }

    private static List<List<String>> table(String text) {
        return text.lines()
                .filter(line -> !line.isEmpty())
                .map(line -> Arrays.stream(line.split("\t", MAX_COLUMNS)).toList())
                .toList();
    }
}
