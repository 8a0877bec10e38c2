// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.bidsforge.store.Retries;
import org.jspecify.annotations.Nullable;

/** What all transfers of a store share: threads, how many parts go up at once, and the memory for parts that come. */
final class Transfers {
    /** Bytes of a range that is fetched ahead. */
    static final int RANGE = 2 << 20;

    private static final int PARTS = 8;
    private static final int RANGES = 8;
    private static final int STACK = 256 << 10;

    private final Retries retries;
    private final Semaphore parts = new Semaphore(PARTS, true);
    private final Deque<Memory> idle = new ArrayDeque<>();
    private int lent;
    private final Executor threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(null, task, "s3-transfer", STACK);
        thread.setDaemon(true);
        return thread;
    });

    /** Room for one range. */
    static final class Memory {
        private final byte[] bytes = new byte[RANGE];

        byte[] bytes() {
            return bytes;
        }
    }

    Transfers(Retries retries) {
        this.retries = retries;
    }

    Retries retries() {
        return retries;
    }

    Executor threads() {
        return threads;
    }

    /** Held while a part is on its way up. */
    Semaphore parts() {
        return parts;
    }

    /** Memory for one range, if there is any left; to be given back. */
    synchronized @Nullable Memory borrow() {
        if (lent == RANGES) {
            return null;
        }
        lent++;
        Memory buffer = idle.poll();
        return buffer == null ? new Memory() : buffer;
    }

    synchronized void giveBack(Memory buffer) {
        lent--;
        idle.push(buffer);
    }
}
