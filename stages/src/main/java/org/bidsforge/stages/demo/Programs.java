// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bidsforge.core.config.Home;
import org.bidsforge.stages.site.Announcement;

/** The programs of this distribution, started as a user would start them, and stopped with the demo. */
final class Programs implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final int LOG_TAIL_LINES = 20;

    private final Path bin;
    private final Home home;
    private final Map<String, String> settings;
    private final Deque<Process> running = new ArrayDeque<>();
    private volatile boolean closing;

    /** @param settings environment variables on top of this process's own */
    Programs(Path bin, Home home, Map<String, String> settings) {
        this.bin = bin;
        this.home = home;
        this.settings = Map.copyOf(settings);
    }

    /**
     * Starts a program and waits until it says that it listens.
     *
     * @param announces the name under which it says so
     */
    Announcement start(String program, String announces) throws IOException, InterruptedException {
        Optional<Announcement> other = Announcement.of(home, announces);
        if (other.isPresent()) {
            throw new IOException(program + " runs already in " + home.root() + " (process "
                    + other.get().pid() + "). Stop it, or set BIDSFORGE_HOME to another folder.");
        }
        home.withdraw(announces);
        Files.createDirectories(home.logs());
        File log = home.logs().resolve(program + ".log").toFile();
        ProcessBuilder builder = new ProcessBuilder(bin.resolve(program).toString());
        builder.environment().putAll(settings);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        Process process = builder.start();
        running.push(process);
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            Optional<Announcement> announced = Announcement.of(home, announces);
            if (announced.isPresent()) {
                return announced.get();
            }
            Thread.sleep(50);
        }
        throw new IOException(program + " did not start. The end of " + log + ":\n" + tail(log.toPath()));
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    }

    /** A program that is not meant to end has ended. */
    Optional<String> broken() {
        return running.stream()
                .filter(process -> !process.isAlive())
                .map(process -> "A program ended with exit code " + process.exitValue() + "; see " + home.logs())
                .findFirst();
    }

    /** Whether the programs end because they were told to. */
    boolean isClosing() {
        return closing;
    }

    /** The last started first; one that does not end in time is killed. */
    @Override
    public void close() {
        closing = true;
        running.forEach(Process::destroy);
        for (Process process : running) {
            try {
                if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
