// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.progress;

import java.io.PrintWriter;

/** A line that fills up while work goes on; shown on a terminal only, and only after the first second. */
public final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 30;
    private static final long QUIET_NANOS = 1_000_000_000L;
    private static final long REDRAW_NANOS = 100_000_000L;

    private final PrintWriter out;
    private final String label;
    private final long total;
    private final boolean visible;
    private final long start = System.nanoTime();
    private long drawn;
    private boolean shown;

    /** @param total what {@link #at} counts up to; 0 when nobody knows */
    public ProgressBar(PrintWriter out, String label, long total) {
        this.out = out;
        this.label = label;
        this.total = total;
        this.visible = isTerminal();
    }

    /** Whether somebody watches: the launcher says so, as Java cannot tell for standard error alone. */
    public static boolean isTerminal() {
        return Boolean.getBoolean("bidsforge.terminal");
    }

    public void at(long done) {
        long now = System.nanoTime();
        if (!visible || now - start < QUIET_NANOS || now - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = now;
        shown = true;
        int filled = total > 0 ? (int) Math.min(WIDTH, WIDTH * done / total) : 0;
        out.print("\r" + label + " [" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + done
                + (total > 0 ? "/" + total : ""));
        out.flush();
    }

    @Override
    public void close() {
        if (shown) {
            out.print("\r" + " ".repeat(label.length() + WIDTH + 30) + "\r");
            out.flush();
        }
    }
}
