// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.reconcile;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the reconcile loop by the clock. */
public final class Timers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
    private static final Duration DUE = Duration.ofSeconds(1);

    private final Scheduler scheduler;

    private Timers(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Starts at once: what happened while the service was away is found first. */
    public static Timers start(Reconcile reconcile, Duration every) throws IOException {
        try {
            Scheduler scheduler = new StdSchedulerFactory(settings()).getScheduler();
            Map<String, Task> tasks = Map.of("reconcile", reconcile::all, "due", reconcile::due);
            scheduler.setJobFactory((bundle, ignored) ->
                    new Tick(tasks.getOrDefault(bundle.getJobDetail().getKey().getName(), () -> {})));
            scheduler.scheduleJob(job("reconcile"), trigger(every));
            scheduler.scheduleJob(job("due"), trigger(DUE));
            scheduler.start();
            return new Timers(scheduler);
        } catch (SchedulerException e) {
            throw new IOException("starting the timers: " + e.getMessage(), e);
        }
    }

    /** Does not wait for a tick that has begun: it only writes notes, and the next start writes them anew. */
    @Override
    public void close() throws IOException {
        try {
            scheduler.shutdown(false);
        } catch (SchedulerException e) {
            throw new IOException("stopping the timers: " + e.getMessage(), e);
        }
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("org.quartz.scheduler.instanceName", "reconcile-" + System.nanoTime());
        settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.setProperty("org.quartz.threadPool.threadCount", "2");
        settings.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        settings.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        return settings;
    }

    private static JobDetail job(String name) {
        return JobBuilder.newJob(Tick.class).withIdentity(name).build();
    }

    private static Trigger trigger(Duration every) {
        return TriggerBuilder.newTrigger()
                .startNow()
                .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(every.toMillis())
                        .withMisfireHandlingInstructionNextWithRemainingCount()
                        .repeatForever())
                .build();
    }

    /** What a tick does. */
    @FunctionalInterface
    private interface Task {
        void run() throws IOException;
    }

    /** One call by the clock; a failure is told and left to the next tick. */
    @DisallowConcurrentExecution
    private static final class Tick implements Job {
        private final Task task;

        Tick(Task task) {
            this.task = task;
        }

        @Override
        public void execute(JobExecutionContext context) {
            try {
                task.run();
            } catch (IOException e) {
                LOG.warn(
                        "{} did not succeed, trying again at the next tick: {}",
                        context.getJobDetail().getKey().getName(),
                        e.getMessage());
            }
        }
    }
}
