// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bidsforge.embedded.store.Job;
import org.bidsforge.embedded.store.Json;
import org.bidsforge.embedded.store.Run;
import org.bidsforge.embedded.wire.Links;

/** Fills the scope of a run's or job's expressions, and the variables that say the same to its processes. */
final class RunScope {
    private RunScope() {}

    static Scope of(Run run, Links links) {
        Map<String, Object> values = new HashMap<>();
        github(run, links).forEach((name, value) -> values.put("github." + name, value));
        Json.map(run.inputs()).forEach((name, value) -> values.put("inputs." + name, value));
        return new Scope(values, Json.tree(run.payload()), false, false);
    }

    /** With the results of the jobs that it needed. */
    static Scope of(Job job, List<Job> needed, Links links) {
        Map<String, Object> values = new HashMap<>();
        values.put("github.job", job.key());
        boolean failed = false;
        for (Job other : needed) {
            values.put("needs." + other.key() + ".result", other.conclusion());
            failed |= !other.conclusion().equals("success");
        }
        return of(job.run(), links).with(values).after(failed, job.cancelled());
    }

    /** Names as in expressions; in the environment they are in capitals behind GITHUB_ and GITEA_. */
    static Map<String, String> github(Run run, Links links) {
        JsonNode event = Json.tree(run.payload());
        Map<String, String> values = new HashMap<>();
        values.put("actor", run.actor().name());
        values.put("triggering_actor", run.actor().name());
        values.put("api_url", links.base() + "/api/v1");
        values.put("server_url", links.base());
        values.put("base_ref", event.at("/pull_request/base/ref").asText(""));
        values.put("head_ref", event.at("/pull_request/head/ref").asText(""));
        values.put("event_name", run.event());
        values.put("ref", run.ref());
        values.put("ref_name", run.refName());
        values.put("ref_type", run.ref().startsWith("refs/tags/") ? "tag" : "branch");
        values.put("repository", run.repository().fullName());
        values.put("repository_owner", run.repository().owner().name());
        values.put("run_id", String.valueOf(run.id()));
        values.put("run_number", String.valueOf(run.number()));
        values.put("run_attempt", "1");
        values.put("sha", run.sha());
        values.put("workflow", run.workflow());
        return values;
    }
}
