// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.bidsforge.stages.progress.ProgressBar;

/** One line per step with the time it took. */
final class Steps {
    private final PrintWriter out;
    private long started = System.nanoTime();

    Steps(PrintWriter out) {
        this.out = out;
    }

    /** The step that began when the last one ended is done. */
    void done(String text) {
        long now = System.nanoTime();
        out.println(line(Duration.ofNanos(now - started), text));
        out.flush();
        started = now;
    }

    /** What the last step did took no time of its own. */
    void restart() {
        started = System.nanoTime();
    }

    PrintWriter writer() {
        return out;
    }

    ProgressBar bar(String label) {
        return new ProgressBar(out, label, 0);
    }

    void say(String text) {
        out.println(text);
        out.flush();
    }

    private static String line(Duration spent, String text) {
        return String.format(Locale.ROOT, "%6.1f s  %s", spent.toMillis() / 1000.0, text);
    }
}
