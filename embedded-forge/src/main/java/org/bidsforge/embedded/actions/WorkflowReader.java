// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads workflow files; a key that means nothing here is named in the run that then fails. */
final class WorkflowReader {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());
    private static final Set<String> KEYS = Set.of("name", "run-name", "on", "env", "jobs", "permissions");

    private final String file;

    private WorkflowReader(String file) {
        this.file = file;
    }

    /** Always gives a workflow; one that cannot be run has a problem. */
    static Workflow read(String file, String text) {
        return new WorkflowReader(file).workflow(text);
    }

    private Workflow workflow(String text) {
        JsonNode root;
        try {
            root = YAML.readTree(text);
        } catch (JsonProcessingException e) {
            return broken(file, everything(), "The file is no YAML: " + e.getOriginalMessage());
        }
        if (!root.isObject()) {
            return broken(file, everything(), "A workflow must be a map of keys");
        }
        String name = root.path("name").asText("").isEmpty()
                ? file
                : root.path("name").asText();
        Triggers triggers;
        try {
            triggers = new TriggerReader().read(root.path("on"));
        } catch (WorkflowProblem e) {
            return broken(name, everything(), e.reason());
        }
        try {
            return whole(root, name, triggers);
        } catch (WorkflowProblem e) {
            return broken(name, triggers, e.reason());
        }
    }

    private Workflow whole(JsonNode root, String name, Triggers triggers) throws WorkflowProblem {
        onlyKnown(root, "", KEYS);
        Optional<Template> runName = root.has("run-name")
                ? Optional.of(Template.parse(root.path("run-name").asText()))
                : Optional.empty();
        JsonNode jobs = root.path("jobs");
        if (!jobs.isObject() || jobs.isEmpty()) {
            throw new WorkflowProblem("jobs must be a map of at least one job");
        }
        List<Workflow.WorkflowJob> list = new ArrayList<>();
        for (Map.Entry<String, JsonNode> job : jobs.properties()) {
            list.add(new JobReader(job.getKey(), job.getValue()).read());
        }
        checkNeeds(list);
        return new Workflow(file, name, runName, triggers, templates(root.path("env"), "env"), list, Optional.empty());
    }

    /** Each job must be able to start once those before it in some order have ended. */
    private static void checkNeeds(List<Workflow.WorkflowJob> jobs) throws WorkflowProblem {
        List<String> done = new ArrayList<>();
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Workflow.WorkflowJob job : jobs) {
                if (!done.contains(job.key()) && done.containsAll(job.needs())) {
                    moved = done.add(job.key());
                }
            }
        }
        for (Workflow.WorkflowJob job : jobs) {
            if (!done.contains(job.key())) {
                throw new WorkflowProblem(
                        "jobs." + job.key() + ".needs must name other jobs and not itself in a circle: " + job.needs());
            }
        }
    }

    private Workflow broken(String name, Triggers triggers, String problem) {
        return new Workflow(file, name, Optional.empty(), triggers, Map.of(), List.of(), Optional.of(problem));
    }

    /** When nothing is known of the triggers, any event shows the problem. */
    private static Triggers everything() {
        Triggers.Branches all = new Triggers.Branches(List.of(), List.of(), List.of());
        return new Triggers(
                Optional.of(all),
                Optional.of(new Triggers.PullRequest(TriggerReader.DEFAULT_TYPES, all)),
                Optional.of(Map.of()));
    }

    static void onlyKnown(JsonNode node, String path, Set<String> known) throws WorkflowProblem {
        Iterator<String> names = node.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!known.contains(name)) {
                throw WorkflowProblem.unsupported(path + name);
            }
        }
    }

    static Map<String, Template> templates(JsonNode node, String path) throws WorkflowProblem {
        if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            throw new WorkflowProblem(path + " must be a map of names and values");
        }
        Map<String, Template> templates = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            templates.put(field.getKey(), Template.parse(field.getValue().asText()));
        }
        return templates;
    }

    /** One text or a list of texts. */
    static List<String> texts(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            return List.of(node.asText());
        }
        List<String> texts = new ArrayList<>();
        node.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
