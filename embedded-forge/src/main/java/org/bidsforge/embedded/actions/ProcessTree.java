// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * All processes of a job: the children of its step, those of the session that the step leads, and those that carry the
 * job's unguessable mark in their environment, wherever they have gone to.
 */
final class ProcessTree {
    /** The variable that carries the mark. */
    static final String MARK = "RUNNER_TRACKING_ID";

    private static final Path PROC = Path.of("/proc");
    private static final int ROUNDS = 20;
    private static final long PAUSE_MILLIS = 50;

    private final long pid;
    private final String tracking;

    /**
     * Names the processes of a job.
     *
     * @param pid the step's process; 0 when none is known
     */
    ProcessTree(long pid, String tracking) {
        this.pid = pid;
        this.tracking = tracking;
    }

    /** When a process started, in milliseconds; 0 when it has ended. */
    static long startOf(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .map(Instant::toEpochMilli)
                .orElse(0L);
    }

    /** Asks all of them to end, and after the grace ends those that are left. Returns when none is left. */
    void end(long graceMillis) throws InterruptedException {
        Set<ProcessHandle> alive = alive();
        alive.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + graceMillis * 1_000_000;
        while (!alive.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE_MILLIS);
            alive = alive();
        }
        // New ones may be born while the list is read.
        for (int round = 0; round < ROUNDS && !alive.isEmpty(); round++) {
            alive.forEach(ProcessHandle::destroyForcibly);
            Thread.sleep(PAUSE_MILLIS);
            alive = alive();
        }
    }

    private Set<ProcessHandle> alive() {
        Set<ProcessHandle> handles = new HashSet<>();
        if (pid != 0) {
            ProcessHandle.of(pid).ifPresent(handle -> {
                handles.add(handle);
                handle.descendants().forEach(handles::add);
            });
        }
        if (Files.isDirectory(PROC)) {
            scan(handles);
        }
        handles.removeIf(handle ->
                !handle.isAlive() || handle.pid() == ProcessHandle.current().pid());
        return handles;
    }

    private void scan(Set<ProcessHandle> handles) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (belongs(process)) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .ifPresent(handles::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list processes", e);
        }
    }

    private boolean belongs(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            // After the name in brackets: state, parent, group, session.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
            if (fields[0].equals("Z")) {
                return false;
            }
            if (pid != 0 && fields[3].equals(String.valueOf(pid))) {
                return true;
            }
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return environment.contains(MARK + "=" + tracking);
        } catch (IOException e) {
            // It has ended, or is another user's.
            return false;
        }
    }
}
