// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a job's log as lines for people: the time of day apart, without the colours of terminals. */
public record LogText(List<Line> lines) {
    private static final Pattern STAMPED = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T(\\d{2}:\\d{2}:\\d{2})[0-9.]*Z (.*)");
    private static final Pattern TERMINAL = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");
    private static final int LONGEST = 1000;
    private static final int BYTES_OF_LINE = 20;

    /** A line; the time is empty where there is none. */
    public record Line(String time, String text) {
        public boolean isCommand() {
            return text.startsWith("== ");
        }
    }

    public LogText {
        lines = List.copyOf(lines);
    }

    /** The last lines that fit into so many bytes of a page, roughly. */
    static LogText tail(String log, int bytes) {
        List<String> all =
                log.isEmpty() ? List.of() : List.of(log.stripTrailing().split("\n"));
        int left = bytes;
        int from = all.size();
        while (from > 0 && left > 0) {
            from--;
            left -= BYTES_OF_LINE + Shown.bytes(Shown.cut(all.get(from), LONGEST));
        }
        List<Line> lines = new ArrayList<>();
        all.subList(from, all.size()).forEach(line -> lines.add(line(line)));
        return new LogText(lines);
    }

    private static Line line(String line) {
        Matcher stamped = STAMPED.matcher(line);
        String time = stamped.matches() ? stamped.group(1) : "";
        String text =
                TERMINAL.matcher(stamped.matches() ? stamped.group(2) : line).replaceAll("");
        // A progress line that was drawn over and over: what it said last.
        String last = text.substring(text.lastIndexOf('\r', Math.max(0, text.length() - 2)) + 1)
                .strip();
        String shown = text.indexOf('\r') >= 0 ? last : text;
        return new Line(time, Shown.cut(shown, LONGEST));
    }
}
