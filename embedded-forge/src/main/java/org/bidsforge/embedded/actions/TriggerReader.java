// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code on} of a workflow. */
final class TriggerReader {
    static final List<String> DEFAULT_TYPES = List.of("opened", "synchronize", "reopened");

    Triggers read(JsonNode on) throws WorkflowProblem {
        Triggers triggers = Triggers.NONE;
        if (on.isObject()) {
            for (Map.Entry<String, JsonNode> event : on.properties()) {
                triggers = add(triggers, event.getKey(), event.getValue());
            }
            return triggers;
        }
        for (String event : WorkflowReader.texts(on)) {
            triggers = add(triggers, event, MissingNode.getInstance());
        }
        return triggers;
    }

    private static Triggers add(Triggers triggers, String event, JsonNode settings) throws WorkflowProblem {
        String path = "on." + event + ".";
        return switch (event) {
            case "push" -> {
                WorkflowReader.onlyKnown(settings, path, Set.of("branches", "branches-ignore", "tags"));
                yield new Triggers(Optional.of(branches(settings)), triggers.pull(), triggers.dispatch());
            }
            case "pull_request" -> {
                WorkflowReader.onlyKnown(settings, path, Set.of("types", "branches", "branches-ignore"));
                List<String> types = WorkflowReader.texts(settings.path("types"));
                Triggers.PullRequest pull =
                        new Triggers.PullRequest(types.isEmpty() ? DEFAULT_TYPES : types, branches(settings));
                yield new Triggers(triggers.push(), Optional.of(pull), triggers.dispatch());
            }
            case "workflow_dispatch" -> {
                WorkflowReader.onlyKnown(settings, path, Set.of("inputs"));
                yield new Triggers(
                        triggers.push(), triggers.pull(), Optional.of(inputs(settings.path("inputs"), path)));
            }
            default -> throw WorkflowProblem.unsupported("on." + event);
        };
    }

    private static Triggers.Branches branches(JsonNode settings) {
        return new Triggers.Branches(
                WorkflowReader.texts(settings.path("branches")),
                WorkflowReader.texts(settings.path("branches-ignore")),
                WorkflowReader.texts(settings.path("tags")));
    }

    private static Map<String, Triggers.Input> inputs(JsonNode node, String path) throws WorkflowProblem {
        Map<String, Triggers.Input> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            JsonNode input = field.getValue();
            WorkflowReader.onlyKnown(
                    input,
                    path + "inputs." + field.getKey() + ".",
                    Set.of("description", "required", "default", "type", "options"));
            inputs.put(
                    field.getKey(),
                    new Triggers.Input(
                            input.path("required").asBoolean(),
                            input.path("default").asText(""),
                            input.path("type").asText("").equals("boolean")));
        }
        return inputs;
    }
}
