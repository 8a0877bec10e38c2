// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.metrics;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** A histogram from 1 ms to 10 minutes. */
final class Durations {
    private static final long[] MILLISECONDS = {1, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000, 60_000, 600_000};

    private final AtomicLongArray counts = new AtomicLongArray(MILLISECONDS.length + 1);
    private final LongAdder microseconds = new LongAdder();

    void add(Duration taken) {
        int bucket = 0;
        while (bucket < MILLISECONDS.length && taken.toMillis() > MILLISECONDS[bucket]) {
            bucket++;
        }
        counts.incrementAndGet(bucket);
        microseconds.add(taken.toNanos() / 1_000);
    }

    String text(String key) {
        StringBuilder text = new StringBuilder();
        long total = 0;
        for (int i = 0; i < MILLISECONDS.length; i++) {
            total += counts.get(i);
            String limit = "le=\"" + MILLISECONDS[i] / 1000.0 + "\"";
            text.append(Metrics.sample(key, "_bucket", limit)).append(total).append('\n');
        }
        total += counts.get(MILLISECONDS.length);
        text.append(Metrics.sample(key, "_bucket", "le=\"+Inf\"")).append(total).append('\n');
        text.append(Metrics.sample(key, "_sum", ""))
                .append(microseconds.sum() / 1e6)
                .append('\n');
        text.append(Metrics.sample(key, "_count", "")).append(total).append('\n');
        return text.toString();
    }
}
