// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.hook;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.RepositoryName;

/**
 * Reads what Gitea, Forgejo and the embedded forge send. The signature over the raw bytes is checked before anything is
 * parsed. Stateless, safe for use by several threads.
 *
 * @see <a href="https://docs.gitea.com/usage/webhooks">Gitea's webhooks</a>
 */
public final class GiteaHooks {
    /** The longest body that is read; Gitea lists five commits at most, so real ones stay far below. */
    public static final int LONGEST_BODY = 4 << 20;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int LONGEST_ID = 64;

    private GiteaHooks() {}

    /**
     * Checks and reads one delivery.
     *
     * @param headers names in any case
     * @param body the bytes as they came
     * @param secrets those that sign now; two while the secret is being changed
     */
    public static Delivery parse(Map<String, String> headers, byte[] body, List<Secret> secrets) {
        if (body.length > LONGEST_BODY) {
            return new Delivery.Refused("body longer than " + LONGEST_BODY + " bytes");
        }
        if (!Signature.verifies(header(headers, "X-Gitea-Signature"), body, secrets)) {
            return new Delivery.Refused("missing or wrong signature");
        }
        String id = header(headers, "X-Gitea-Delivery");
        String type = header(headers, "X-Gitea-Event-Type");
        if (id.isEmpty() || id.length() > LONGEST_ID || type.isEmpty()) {
            return new Delivery.Refused("no delivery id or event type");
        }
        try {
            JsonNode json = JSON.readTree(body);
            if (!json.isObject()) {
                return new Delivery.Refused("body is no JSON object");
            }
            return new Delivery.Accepted(id, type, repository(json), event(type, json));
        } catch (IOException | IllegalArgumentException e) {
            return new Delivery.Refused("unreadable " + type + " event");
        }
    }

    private static String header(Map<String, String> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static Optional<RepositoryName> repository(JsonNode json) {
        String name = json.path("repository").path("full_name").asText("");
        return name.isEmpty() ? Optional.empty() : Optional.of(RepositoryName.parse(name));
    }

    private static HookEvent event(String type, JsonNode json) {
        return switch (type) {
            case "push" -> push(json);
            case "create" -> created(json);
            case "delete" -> deleted(json);
            case "pull_request", "pull_request_sync" -> mergeRequest(json);
            case "workflow_run" -> run(json);
            case "workflow_job" -> job(json);
            case "status" -> new HookEvent.StatusChanged(text(json, "sha"), text(json, "context"), text(json, "state"));
            default -> new HookEvent.Ignored("nothing depends on " + type + " events");
        };
    }

    private static HookEvent push(JsonNode json) {
        String ref = text(json, "ref");
        // A test of the hook names the branch without its prefix.
        String fullRef = ref.startsWith("refs/") ? ref : "refs/heads/" + ref;
        String pusher = json.path("pusher").path("login").asText("");
        return new HookEvent.Push(fullRef, text(json, "before"), text(json, "after"), pusher);
    }

    private static HookEvent created(JsonNode json) {
        String type = text(json, "ref_type");
        return type.equals("branch")
                ? new HookEvent.BranchCreated(text(json, "ref"), text(json, "sha"))
                : new HookEvent.Ignored("a new " + type + " sends a push too");
    }

    private static HookEvent deleted(JsonNode json) {
        String type = text(json, "ref_type");
        return type.equals("branch")
                ? new HookEvent.BranchDeleted(text(json, "ref"))
                : new HookEvent.Ignored("a deleted " + type + " sends a push too");
    }

    private static HookEvent mergeRequest(JsonNode json) {
        JsonNode request = json.path("pull_request");
        return new HookEvent.MergeRequestChanged(
                text(json, "action"),
                number(json, "number"),
                text(request.path("head"), "ref"),
                text(request.path("head"), "sha"),
                text(request.path("base"), "ref"),
                request.path("merged").asBoolean());
    }

    private static HookEvent run(JsonNode json) {
        JsonNode run = json.path("workflow_run");
        return new HookEvent.RunChanged(
                number(run, "id"),
                Math.max(1, run.path("run_attempt").asInt()),
                text(run, "status"),
                run.path("conclusion").asText(""),
                workflow(text(run, "path")),
                run.path("head_branch").asText(""),
                text(run, "head_sha"),
                text(run, "event"),
                time(run.path("started_at").asText("")));
    }

    private static HookEvent job(JsonNode json) {
        JsonNode job = json.path("workflow_job");
        return new HookEvent.JobChanged(
                number(job, "run_id"),
                number(job, "id"),
                Math.max(1, job.path("run_attempt").asInt()),
                text(job, "name"),
                text(job, "status"),
                job.path("conclusion").asText(""));
    }

    /** {@code convert.yml@refs/heads/main}, or with its folder, to {@code convert.yml}. */
    private static String workflow(String path) {
        int at = path.indexOf('@');
        String file = at < 0 ? path : path.substring(0, at);
        return file.substring(file.lastIndexOf('/') + 1);
    }

    private static Optional<Instant> time(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            // Not set is written as the year 1 or as the epoch.
            return time.getEpochSecond() > 0 ? Optional.of(time) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("no text in " + field);
        }
        return value.textValue();
    }

    private static long number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException("no number in " + field);
        }
        return value.longValue();
    }
}
