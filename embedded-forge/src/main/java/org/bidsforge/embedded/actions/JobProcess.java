// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bidsforge.core.config.Secret;
import org.bidsforge.embedded.RunnerConfig;
import org.bidsforge.embedded.store.Job;
import org.bidsforge.embedded.store.Runs;
import org.bidsforge.embedded.store.StepState;
import org.bidsforge.embedded.wire.Links;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the steps of one job, one after the other, each as a process that leads a session of its own. */
final class JobProcess {
    private static final Logger LOG = LoggerFactory.getLogger(JobProcess.class);
    private static final long GRACE_MILLIS = 3000;
    private static final long LAST_WORDS_MILLIS = 1000;
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private final Job job;
    private final Workflow workflow;
    private final Workflow.WorkflowJob definition;
    private final RunnerConfig config;
    private final Runs runs;
    private final Links links;
    private final Secret token;
    private final List<StepState> states;
    private final Map<String, String> variables = new HashMap<>();
    private final List<Thread> readers = new ArrayList<>();
    private Scope scope;
    private volatile long pid;
    private volatile boolean cancelled;
    private volatile boolean stopped;

    JobProcess(Job job, Workflow workflow, Scope scope, RunnerConfig config, Runs runs, Links links, Secret token) {
        this.job = job;
        this.workflow = workflow;
        this.definition = workflow.job(job.key()).orElseThrow();
        this.config = config;
        this.runs = runs;
        this.links = links;
        this.token = token;
        this.states = new ArrayList<>(job.steps());
        this.scope = scope;
    }

    /** Runs to the end and tells how it ended: success, failure or cancelled. */
    String run(Path root, Path logFile) throws IOException, InterruptedException {
        JobFolder folder = JobFolder.create(root, job.run().payload());
        Instant deadline = Instant.now().plus(definition.timeout().orElse(config.jobTimeout()));
        boolean failed = false;
        try (JobLog log = new JobLog(logFile, config.maxLogBytes())) {
            log.mask(token.value());
            prepare(folder);
            for (int i = 0; i < definition.steps().size() && !stopped; i++) {
                boolean late = Instant.now().isAfter(deadline);
                failed |= late || !step(i, folder, log, failed, deadline);
            }
            new ProcessTree(pid, job.tracking()).end(GRACE_MILLIS);
            for (Thread reader : readers) {
                reader.join(LAST_WORDS_MILLIS);
            }
            if (stopped) {
                log.line("The forge was stopped while this job ran");
            }
        } finally {
            folder.delete();
        }
        if (cancelled) {
            return "cancelled";
        }
        return failed || stopped ? "failure" : "success";
    }

    /** Ends the step at hand; steps that ask for it still run. */
    void cancel() {
        cancelled = true;
        end();
    }

    /** Ends the job because the forge ends. */
    void stop() {
        stopped = true;
        end();
    }

    private void end() {
        try {
            new ProcessTree(pid, job.tracking()).end(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void prepare(JobFolder folder) {
        variables.put("PATH", DEFAULT_PATH);
        variables.putAll(config.environment());
        Map<String, String> github = new HashMap<>(RunScope.github(job.run(), links));
        github.put("job", job.key());
        github.put("workspace", folder.workspace().toString());
        github.put("event_path", folder.event().toString());
        github.put("actions", "true");
        for (String file : List.of("env", "path", "output", "step_summary")) {
            github.put(file, folder.command(file).toString());
        }
        github.forEach((name, value) -> {
            variables.put("GITHUB_" + name.toUpperCase(Locale.ROOT), value);
            variables.put("GITEA_" + name.toUpperCase(Locale.ROOT), value);
        });
        variables.put("CI", "true");
        variables.put("RUNNER_TEMP", folder.temp().toString());
        variables.put("TMPDIR", folder.temp().toString());
        variables.put("RUNNER_NAME", "embedded");
        variables.put("RUNNER_OS", "Linux");
        variables.put(ProcessTree.MARK, job.tracking());
        variables.putIfAbsent("HOME", folder.temp().toString());
        scope = scope.with(Map.of(
                "github.workspace", folder.workspace().toString(),
                "github.token", token.value(),
                "secrets.GITHUB_TOKEN", token.value(),
                "secrets.GITEA_TOKEN", token.value()));
        define(workflow.env());
        define(definition.env());
    }

    private void define(Map<String, Template> env) {
        Map<String, String> values = Template.in(env, scope);
        variables.putAll(values);
        Map<String, Object> named = new HashMap<>();
        values.forEach((name, value) -> named.put("env." + name, value));
        scope = scope.with(named);
    }

    /** Whether the job may go on as a success. */
    private boolean step(int index, JobFolder folder, JobLog log, boolean failed, Instant deadline)
            throws IOException, InterruptedException {
        Workflow.Step step = definition.steps().get(index);
        Scope now = scope.after(failed, cancelled);
        if (!Template.holds(step.condition(), now)) {
            show(index, states.get(index).ended("skipped"));
            return true;
        }
        show(index, states.get(index).running(log.size()));
        log.line("== " + step.name());
        int exit = execute(index, step, folder, log, deadline, now.cancelled());
        show(index, states.get(index).ended(exit == 0 ? "success" : cancelled ? "cancelled" : "failure"));
        if (exit != 0) {
            log.line("== exit code " + exit);
        }
        return exit == 0;
    }

    private int execute(
            int index, Workflow.Step step, JobFolder folder, JobLog log, Instant deadline, boolean afterCancel)
            throws IOException, InterruptedException {
        Scope outer = scope;
        Map<String, String> own = Template.in(step.env(), outer);
        Map<String, Object> named = new HashMap<>();
        own.forEach((name, value) -> named.put("env." + name, value));
        Scope inner = outer.with(named);
        for (String file : List.of("env", "path", "output", "step_summary")) {
            Files.writeString(folder.command(file), "");
        }
        Path script = folder.script(index, step.script().in(inner));
        ProcessBuilder builder = new ProcessBuilder(command(step, script));
        builder.environment().clear();
        builder.environment().putAll(variables);
        builder.environment().putAll(own);
        Path where = step.folder().isPresent()
                ? folder.workspace().resolve(step.folder().get().in(inner))
                : folder.workspace();
        builder.directory(where.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.redirectErrorStream(true);
        Process process = start(builder, log);
        if (stopped || (cancelled && !afterCancel)) {
            // It was asked for just before the process was there to be ended.
            end();
        }
        Duration left = Duration.between(Instant.now(), deadline);
        int exit = await(
                process,
                step.timeout().filter(limit -> limit.compareTo(left) < 0).orElse(left),
                log);
        takeCommands(folder);
        return exit;
    }

    private Process start(ProcessBuilder builder, JobLog log) throws IOException {
        Process process = builder.start();
        pid = process.pid();
        runs.process(job, pid, ProcessTree.startOf(pid));
        Thread reader = new Thread(
                () -> {
                    try {
                        log.copy(process.getInputStream());
                    } catch (IOException e) {
                        LOG.debug("The output of job {} ended early", job.id(), e);
                    }
                },
                "forge-job-" + job.id());
        reader.setDaemon(true);
        reader.start();
        readers.add(reader);
        return process;
    }

    private int await(Process process, Duration limit, JobLog log) throws InterruptedException, IOException {
        boolean ended = process.waitFor(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
        if (!ended) {
            log.line("== ended after " + Math.max(0, limit.toSeconds()) + " s: timeout-minutes");
            new ProcessTree(pid, job.tracking()).end(GRACE_MILLIS);
            process.waitFor();
            readers.get(readers.size() - 1).join(LAST_WORDS_MILLIS);
            return 124;
        }
        readers.get(readers.size() - 1).join(LAST_WORDS_MILLIS);
        return process.exitValue();
    }

    private void takeCommands(JobFolder folder) throws IOException {
        variables.putAll(folder.newVariables());
        Map<String, Object> named = new HashMap<>();
        folder.newVariables().forEach((name, value) -> named.put("env." + name, value));
        scope = scope.with(named);
        for (String line : Files.readAllLines(folder.command("path"))) {
            if (!line.isBlank()) {
                variables.merge("PATH", line.strip(), (old, added) -> added + ":" + old);
            }
        }
    }

    private void show(int index, StepState state) {
        states.set(index, state);
        runs.steps(job, states);
    }

    private List<String> command(Workflow.Step step, Path script) {
        boolean bash = step.shell().map("bash"::equals).orElse(has("bash"));
        List<String> command = new ArrayList<>();
        if (has("setsid")) {
            command.add("setsid");
        }
        if (bash && step.shell().isPresent()) {
            command.addAll(List.of("bash", "--noprofile", "--norc", "-eo", "pipefail"));
        } else {
            command.addAll(List.of(bash ? "bash" : "sh", "-e"));
        }
        command.add(script.toString());
        return command;
    }

    private static boolean has(String program) {
        return List.of("/usr/bin", "/bin", "/usr/local/bin").stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
