// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Cuts connections on which nothing could be sent for a time: sockets have a time-out for reading only. */
final class Stalls {
    private final long longest;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private boolean started;

    Stalls(int longestMillis) {
        this.longest = longestMillis * 1_000_000L;
    }

    /** What is being sent; says when it moves. */
    final class Watch implements AutoCloseable {
        private final Runnable cut;
        private volatile long moved = System.nanoTime();

        private Watch(Runnable cut) {
            this.cut = cut;
        }

        void moved() {
            moved = System.nanoTime();
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }

    Watch watch(Runnable cut) {
        Watch watch = new Watch(cut);
        watches.add(watch);
        start();
        return watch;
    }

    private synchronized void start() {
        if (!started) {
            started = true;
            Thread thread = new Thread(this::look, "s3-stalls");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void look() {
        try {
            while (true) {
                Thread.sleep(5000);
                for (Watch watch : watches) {
                    if (System.nanoTime() - watch.moved > longest) {
                        watch.close();
                        watch.cut.run();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
