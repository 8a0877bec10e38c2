// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.physio;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A log of CMRR's sequences: settings, then rows of time, channel, value and what the scanner detected there. */
final class LogTable {
    /** The clock of the scanner counts steps of 2.5 ms. */
    private static final BigDecimal TICK_SECONDS = new BigDecimal("0.0025");

    private static final int MOST_SAMPLES = 4_000_000;
    private static final String MISSING = "n/a";
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern SETTING = Pattern.compile("\\s*=\\s*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String[]> rows = new ArrayList<>();

    LogTable(String text) {
        text.lines().forEach(line -> {
            String stripped = line.strip();
            if (stripped.contains("=")) {
                String[] parts = SETTING.split(stripped, 2);
                settings.put(parts[0], parts[1]);
            } else if (!stripped.isEmpty()) {
                String[] cells = SPACE.split(stripped, -1);
                if (NUMBER.matcher(cells[0]).matches()) {
                    rows.add(cells);
                }
            }
        });
    }

    /** When each volume began, in ticks, from the log of the acquisition. */
    static List<Long> volumeStarts(LogTable acquisition) {
        Map<Long, Long> starts = new TreeMap<>();
        for (String[] row : acquisition.rows) {
            if (row.length >= 3 && NUMBER.matcher(row[2]).matches()) {
                starts.merge(Long.parseLong(row[0]), Long.parseLong(row[2]), Math::min);
            }
        }
        return List.copyOf(starts.values());
    }

    /**
     * The recording on even samples; nothing when the log has none.
     *
     * @param names of the columns by channel; a channel that is not named is called by its own name
     */
    Optional<Recording> recording(String label, Map<String, String> names, List<Long> volumeStarts) {
        TreeMap<Long, Map<String, String>> samples = new TreeMap<>();
        TreeSet<String> channels = new TreeSet<>();
        TreeSet<Long> detected = new TreeSet<>();
        for (String[] row : rows) {
            if (row.length < 3 || !row[2].matches("-?[0-9]+")) {
                continue;
            }
            long tick = Long.parseLong(row[0]);
            samples.computeIfAbsent(tick, any -> new LinkedHashMap<>()).put(row[1], row[2]);
            channels.add(row[1]);
            if (row.length > 3) {
                detected.add(tick);
            }
        }
        long step = Optional.ofNullable(settings.get("SampleTime"))
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Long::parseLong)
                .orElse(0L);
        if (samples.isEmpty() || volumeStarts.isEmpty() || step < 1) {
            return Optional.empty();
        }
        long first = samples.firstKey();
        long count = (samples.lastKey() - first) / step + 1;
        if (count > MOST_SAMPLES) {
            return Optional.empty();
        }
        Grid grid = new Grid(first, step, (int) count);
        List<String> cells = grid.rows(channels, samples, volumeStarts, detected);
        List<Map.Entry<String, String>> columns = new ArrayList<>();
        for (String channel : channels) {
            String name = names.getOrDefault(channel, channel.toLowerCase(Locale.ROOT));
            columns.add(Map.entry(name, "Signal of the channel " + channel + ", in steps of the scanner"));
        }
        columns.add(Map.entry("trigger", "1 where a volume begins, else 0"));
        columns.add(Map.entry("detected", "1 where the scanner detected an event in the signal, else 0"));
        return Optional.of(new Recording(
                label,
                columns,
                BigDecimal.ONE
                        .divide(TICK_SECONDS.multiply(BigDecimal.valueOf(step)), 6, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros(),
                TICK_SECONDS.multiply(BigDecimal.valueOf(first - volumeStarts.get(0))),
                cells));
    }

    /** Samples at even times; where the log has none, nothing is made up. */
    private record Grid(long first, long step, int count) {
        List<String> rows(
                TreeSet<String> channels,
                TreeMap<Long, Map<String, String>> samples,
                List<Long> volumeStarts,
                TreeSet<Long> detected) {
            List<Map<String, String>> values = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                values.add(Map.of());
            }
            samples.forEach((tick, value) -> values.set(index(tick), value));
            boolean[] triggers = marks(volumeStarts);
            boolean[] events = marks(detected);
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                StringBuilder row = new StringBuilder();
                for (String channel : channels) {
                    row.append(values.get(i).getOrDefault(channel, MISSING)).append('\t');
                }
                rows.add(row.append(triggers[i] ? '1' : '0')
                        .append('\t')
                        .append(events[i] ? '1' : '0')
                        .toString());
            }
            return rows;
        }

        private int index(long tick) {
            return (int) ((tick - first) / step);
        }

        private boolean[] marks(Iterable<Long> ticks) {
            boolean[] marks = new boolean[count];
            for (long tick : ticks) {
                if (tick >= first && index(tick) < count) {
                    marks[index(tick)] = true;
                }
            }
            return marks;
        }
    }
}
