// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bidsforge.core.config.Secret;
import org.bidsforge.embedded.RunnerConfig;
import org.bidsforge.embedded.store.Account;
import org.bidsforge.embedded.store.Job;
import org.bidsforge.embedded.store.JobStatus;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.store.Tokens;
import org.bidsforge.embedded.wire.Links;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs queued jobs on this machine, as many at once as allowed. */
final class Runner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final long LOOK_AGAIN_SECONDS = 5;

    private final Tables tables;
    private final Links links;
    private final RunProgress progress;
    private final RunnerConfig config;
    private final Path work;
    private final JobLogs logs;
    private final Account bot;
    private final Map<Long, JobProcess> running = new ConcurrentHashMap<>();
    private final Semaphore wakes = new Semaphore(0);
    private final Semaphore places;
    private final ExecutorService workers;
    private final Thread dispatcher;
    private volatile boolean closed;

    Runner(
            Tables tables,
            Links links,
            RunProgress progress,
            RunnerConfig config,
            Path work,
            JobLogs logs,
            Account bot) {
        this.tables = tables;
        this.links = links;
        this.progress = progress;
        this.config = config;
        this.work = work;
        this.logs = logs;
        this.bot = bot;
        this.places = new Semaphore(config.parallelJobs());
        this.workers = Executors.newFixedThreadPool(config.parallelJobs(), task -> {
            Thread thread = new Thread(task, "forge-runner");
            thread.setDaemon(true);
            return thread;
        });
        this.dispatcher = new Thread(this::dispatch, "forge-dispatcher");
        this.dispatcher.setDaemon(true);
    }

    /** Ends what a killed forge has left, then starts to run jobs. */
    void start() throws IOException, InterruptedException {
        for (Job job : tables.runs().jobs(JobStatus.IN_PROGRESS)) {
            boolean same = job.pid() != 0 && ProcessTree.startOf(job.pid()) == job.pidStarted();
            new ProcessTree(same ? job.pid() : 0, job.tracking()).end(0);
            tables.runs()
                    .steps(
                            job,
                            job.steps().stream()
                                    .map(step -> step.status().equals("completed") ? step : step.ended("failure"))
                                    .toList());
            logs.append(job, "The forge was restarted while this job ran");
            progress.completed(job, "failure");
        }
        Files.createDirectories(work);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(work)) {
            for (Path folder : left) {
                JobFolder.delete(folder);
            }
        }
        dispatcher.start();
        wake();
    }

    /** Says that there may be a job to run. */
    void wake() {
        wakes.release();
    }

    /** Ends a job that runs; others are ended by their state. */
    void cancel(Job job) {
        JobProcess process = running.get(job.id());
        if (process != null) {
            process.cancel();
        }
    }

    boolean accepts(List<String> labels) {
        return config.labels().containsAll(labels);
    }

    @Override
    public void close() {
        closed = true;
        dispatcher.interrupt();
        running.values().forEach(JobProcess::stop);
        workers.shutdown();
        try {
            if (!workers.awaitTermination(20, TimeUnit.SECONDS)) {
                LOG.warn("Jobs did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void dispatch() {
        while (!closed) {
            try {
                // Looks again without being asked too, should a wake-up ever get lost.
                if (wakes.tryAcquire(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS)) {
                    wakes.drainPermits();
                }
                startQueued();
            } catch (InterruptedException e) {
                return;
            } catch (UncheckedIOException e) {
                LOG.error("Cannot start jobs", e);
            }
        }
    }

    private void startQueued() {
        for (Job job : tables.runs().jobs(JobStatus.QUEUED)) {
            if (!accepts(job.labels())) {
                continue;
            }
            if (!places.tryAcquire()) {
                return;
            }
            Optional<JobProcess> process = claim(job);
            if (process.isPresent()) {
                workers.execute(() -> run(job, process.get()));
            } else {
                places.release();
            }
        }
    }

    /** Marks the job as running; nothing if it was cancelled meanwhile. */
    private Optional<JobProcess> claim(Job job) {
        Secret token = Tokens.random();
        return tables.database().transaction(() -> {
            Optional<Job> current = tables.runs().job(job.id()).filter(found -> found.status() == JobStatus.QUEUED);
            return current.map(found -> {
                progress.started(found);
                tables.tokens().addForJob(bot, found.id(), token);
                List<Job> needed = tables.runs().jobs(found.run()).stream()
                        .filter(other -> found.needs().contains(other.key()))
                        .toList();
                // What the needed jobs came to has been weighed; the steps start from a clean slate.
                Scope scope = RunScope.of(found, needed, links).after(false, false);
                Workflow workflow =
                        WorkflowReader.read(found.run().file(), found.run().source());
                JobProcess process = new JobProcess(found, workflow, scope, config, tables.runs(), links, token);
                running.put(found.id(), process);
                return process;
            });
        });
    }

    private void run(Job job, JobProcess process) {
        String conclusion = "failure";
        try {
            conclusion = process.run(work.resolve(String.valueOf(job.id())), logs.file(job));
        } catch (IOException | UncheckedIOException e) {
            LOG.error("Job {} could not be run", job.id(), e);
            logs.append(job, "The forge could not run this job: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.remove(job.id());
            progress.completed(job, conclusion);
            places.release();
            wake();
        }
    }
}
