// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.git;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The turn to fetch into a mirror, one at a time over all threads and processes: two that receive the same pack would
 * trip over each other's files, and the second one mostly finds that the first has done its work. The operating system
 * takes the lock back from a process that dies.
 */
final class FetchTurn {
    private static final Map<Path, ReentrantLock> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    private FetchTurn() {}

    /** What is done in a turn. */
    interface Work {
        void run() throws IOException;
    }

    /** Waits for the turn, works, and lets the next one go. */
    static void take(Path mirror, Work work) throws IOException {
        ReentrantLock threads = IN_THIS_PROCESS.computeIfAbsent(mirror.toRealPath(), path -> new ReentrantLock());
        threads.lock();
        try (FileChannel processes =
                FileChannel.open(mirror.resolve("fetch.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Held until the channel is closed.
            processes.lock();
            work.run();
        } finally {
            threads.unlock();
        }
    }
}
