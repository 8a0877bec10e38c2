// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What a scraper sees at /metrics. A series is a name, with labels where it has some. Safe for any thread. */
public final class Metrics {
    private final ConcurrentMap<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LongSupplier> gauges = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Durations> durations = new ConcurrentHashMap<>();

    public void count(String name) {
        add(name, "");
    }

    /** One label is enough for all that we count; its value comes from a closed list, never from a request. */
    public void count(String name, String label, String value) {
        add(name, label(label, value));
    }

    public void gauge(String name, LongSupplier value) {
        gauges.put(name, value);
    }

    public void time(String name, String label, String value, Duration taken) {
        durations
                .computeIfAbsent(name + "|" + label(label, value), key -> new Durations())
                .add(taken);
    }

    public long counted(String name, String label, String value) {
        LongAdder counter = counters.get(name + "|" + label(label, value));
        return counter == null ? 0 : counter.sum();
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        Map<String, String> families = new TreeMap<>();
        counters.forEach((key, value) -> append(families, key, "counter", sample(key, "", "") + value.sum() + "\n"));
        gauges.forEach((key, value) -> append(families, key + "|", "gauge", key + " " + value.getAsLong() + "\n"));
        durations.forEach((key, value) -> append(families, key, "histogram", value.text(key)));
        families.values().forEach(text::append);
        return text.toString();
    }

    private void add(String name, String labels) {
        counters.computeIfAbsent(name + "|" + labels, key -> new LongAdder()).increment();
    }

    private static void append(Map<String, String> families, String key, String type, String samples) {
        String name = key.substring(0, key.indexOf('|'));
        families.merge(name, "# TYPE " + name + " " + type + "\n" + samples, (before, more) -> before + samples);
    }

    /** "name|labels" as "name{labels} ". */
    static String sample(String key, String suffix, String extraLabel) {
        int bar = key.indexOf('|');
        String labels = key.substring(bar + 1);
        String all = labels.isEmpty() || extraLabel.isEmpty() ? labels + extraLabel : labels + "," + extraLabel;
        return key.substring(0, bar) + suffix + (all.isEmpty() ? " " : "{" + all + "} ");
    }

    private static String label(String label, String value) {
        return label + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + "\"";
    }
}
