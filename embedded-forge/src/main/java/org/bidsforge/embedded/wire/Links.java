// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.bidsforge.embedded.store.Job;
import org.bidsforge.embedded.store.Pull;
import org.bidsforge.embedded.store.Run;
import org.bidsforge.embedded.store.StoredRepository;

/** Addresses of pages and of API resources. */
public record Links(String base) {
    public String html(StoredRepository repository) {
        return base + "/" + repository.fullName();
    }

    public String api(StoredRepository repository) {
        return base + "/api/v1/repos/" + repository.fullName();
    }

    public String pull(Pull pull) {
        return html(pull.repository()) + "/pulls/" + pull.number();
    }

    public String run(Run run) {
        return html(run.repository()) + "/actions/runs/" + run.id();
    }

    public String job(Job job) {
        return base + jobPath(job);
    }

    /** Without the base, as statuses of workflows have it in the API. */
    public String jobPath(Job job) {
        return "/" + job.run().repository().fullName() + "/actions/runs/"
                + job.run().id() + "/jobs/" + job.id();
    }

    public String commit(StoredRepository repository, String sha) {
        return html(repository) + "/commit/" + sha;
    }

    public String swagger() {
        return base + "/api/swagger";
    }

    /** A path with each part escaped. */
    public static String path(String path) {
        return Arrays.stream(path.split("/", -1)).map(Links::escape).collect(Collectors.joining("/"));
    }

    private static String escape(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
