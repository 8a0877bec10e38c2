// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What expressions can name.
 *
 * @param values by full name, such as {@code github.sha} or {@code inputs.session}
 * @param event the event's payload, for {@code github.event}
 */
record Scope(Map<String, Object> values, JsonNode event, boolean failed, boolean cancelled) {
    private static final Set<String> GITHUB = Set.of(
            "actor",
            "api_url",
            "base_ref",
            "event_name",
            "head_ref",
            "job",
            "ref",
            "ref_name",
            "ref_type",
            "repository",
            "repository_owner",
            "run_attempt",
            "run_id",
            "run_number",
            "server_url",
            "sha",
            "token",
            "triggering_actor",
            "workflow",
            "workspace");
    private static final String EVENT = "github.event";

    Scope {
        values = Map.copyOf(values);
    }

    /** Refuses names that mean nothing here. */
    static void check(String name) throws WorkflowProblem {
        String[] parts = normal(name).split("\\.", 3);
        boolean known = parts.length > 1
                && switch (parts[0]) {
                    case "github" -> GITHUB.contains(parts[1]) ? parts.length == 2 : parts[1].equals("event");
                    case "inputs", "env" -> parts.length == 2;
                    case "needs" -> parts.length == 3 && parts[2].equals("result");
                    case "secrets" ->
                        parts.length == 2 && (parts[1].equals("GITHUB_TOKEN") || parts[1].equals("GITEA_TOKEN"));
                    default -> false;
                };
        if (!known) {
            throw WorkflowProblem.unsupported(name);
        }
    }

    Object value(String name) {
        String normal = normal(name);
        if (normal.startsWith(EVENT + ".")) {
            return eventValue(normal.substring(EVENT.length() + 1));
        }
        return values.getOrDefault(normal, "");
    }

    /** The same scope with more names. */
    Scope with(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(values);
        all.putAll(more);
        return new Scope(all, event, failed, cancelled);
    }

    /** The same scope after the steps before have ended so. */
    Scope after(boolean nowFailed, boolean nowCancelled) {
        return new Scope(values, event, nowFailed, nowCancelled);
    }

    private static String normal(String name) {
        return name.startsWith("gitea.") ? "github." + name.substring("gitea.".length()) : name;
    }

    private Object eventValue(String path) {
        JsonNode node = event;
        for (String part : path.split("\\.", -1)) {
            node = node.path(part);
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNumber() ? (Object) node.doubleValue() : node.asText("");
    }
}
