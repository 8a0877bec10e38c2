// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one job of a workflow. */
final class JobReader {
    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,99}");
    private static final Set<String> KEYS =
            Set.of("name", "needs", "runs-on", "env", "if", "timeout-minutes", "steps", "permissions");
    private static final Set<String> STEP_KEYS =
            Set.of("name", "id", "run", "shell", "working-directory", "env", "if", "timeout-minutes");

    private final String key;
    private final JsonNode job;
    private final String path;

    JobReader(String key, JsonNode job) {
        this.key = key;
        this.job = job;
        this.path = "jobs." + key + ".";
    }

    Workflow.WorkflowJob read() throws WorkflowProblem {
        if (!KEY.matcher(key).matches()) {
            throw new WorkflowProblem("A job must be named with letters, digits, _ and -: " + key);
        }
        WorkflowReader.onlyKnown(job, path, KEYS);
        List<String> labels = WorkflowReader.texts(job.path("runs-on"));
        if (labels.isEmpty()) {
            throw new WorkflowProblem(path + "runs-on must name a runner's label");
        }
        List<Workflow.Step> steps = new ArrayList<>();
        for (JsonNode step : job.path("steps")) {
            steps.add(step(step, path + "steps[" + steps.size() + "]."));
        }
        return new Workflow.WorkflowJob(
                key,
                Template.parse(job.path("name").asText(key)),
                WorkflowReader.texts(job.path("needs")),
                labels,
                WorkflowReader.templates(job.path("env"), path + "env"),
                condition(job),
                timeout(job, path),
                steps);
    }

    private static Workflow.Step step(JsonNode step, String path) throws WorkflowProblem {
        WorkflowReader.onlyKnown(step, path, STEP_KEYS);
        if (!step.path("run").isTextual()) {
            throw new WorkflowProblem(path + "run must be a script");
        }
        Optional<String> shell = Optional.of(step.path("shell").asText("")).filter(name -> !name.isEmpty());
        if (shell.isPresent() && !Set.of("sh", "bash").contains(shell.get())) {
            throw WorkflowProblem.unsupported(path + "shell " + shell.get());
        }
        String script = step.path("run").asText();
        String name = step.path("name")
                .asText("Run " + script.strip().lines().findFirst().orElse(""));
        Optional<Template> folder = step.has("working-directory")
                ? Optional.of(Template.parse(step.path("working-directory").asText()))
                : Optional.empty();
        return new Workflow.Step(
                name,
                Template.parse(script),
                shell,
                folder,
                WorkflowReader.templates(step.path("env"), path + "env"),
                condition(step),
                timeout(step, path));
    }

    private static Expression condition(JsonNode node) throws WorkflowProblem {
        return node.has("if") ? Template.condition(node.path("if").asText()) : new Expression.StateCall("success");
    }

    private static Optional<Duration> timeout(JsonNode node, String path) throws WorkflowProblem {
        if (!node.has("timeout-minutes")) {
            return Optional.empty();
        }
        double minutes = node.path("timeout-minutes").asDouble(0);
        if (minutes <= 0) {
            throw new WorkflowProblem(path + "timeout-minutes must be a number above 0");
        }
        return Optional.of(Duration.ofMillis((long) (minutes * 60_000)));
    }
}
