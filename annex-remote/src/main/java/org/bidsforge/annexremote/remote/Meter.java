// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.bidsforge.annexremote.protocol.Annex;

/** Tells git-annex how far a transfer is, about ten times a second. */
final class Meter {
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

    private final Annex annex;
    private final long most;
    private long bytes;
    private long told = System.nanoTime();

    /**
     * @param start bytes that an earlier attempt has transferred
     * @param most what is never exceeded, although bytes that are sent again count twice
     */
    Meter(Annex annex, long start, long most) {
        this.annex = annex;
        this.bytes = start;
        this.most = most;
    }

    synchronized void add(long count) {
        bytes += count;
        long now = System.nanoTime();
        if (now - told < INTERVAL) {
            return;
        }
        told = now;
        try {
            annex.progress(Math.min(bytes, most));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
