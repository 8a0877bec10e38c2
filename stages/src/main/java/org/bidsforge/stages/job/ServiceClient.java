// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.StageReport;

/** The service's two doors for jobs. Both calls may be repeated, so a lost answer costs a pause and nothing else. */
final class ServiceClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int TRIES = 7;
    private static final long FIRST_PAUSE_MILLIS = 250;

    private final URI service;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    ServiceClient(URI service) {
        if (!"http".equals(service.getScheme()) && !"https".equals(service.getScheme())) {
            throw new IllegalArgumentException("The service's URL must begin with http:// or https://: " + service);
        }
        this.service = service;
    }

    Claim claim(Secret ticket, String stage, CiRun run) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(Map.of("ticket", ticket.value(), "stage", stage, "runId", run.id()));
        HttpResponse<String> answer = post(request("/api/jobs/claim", body).build());
        if (answer.statusCode() != 200) {
            throw new IOException("The service refused the ticket of this run (" + answer.statusCode()
                    + "). A ticket opens one run only: start the conversion again from the session's page.");
        }
        try {
            return Claim.of(JSON.readTree(answer.body()));
        } catch (JsonProcessingException problem) {
            throw new IOException(
                    "The service's answer to the claim must be JSON. Is " + service + " the service?", problem);
        }
    }

    void report(Secret reportToken, StageReport report) throws IOException, InterruptedException {
        HttpRequest request = request("/api/jobs/report", report.toJson())
                .header("Authorization", "Bearer " + reportToken.value())
                .build();
        HttpResponse<String> answer = post(request);
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(
                    "The service took no report (" + answer.statusCode() + "). It is kept in report.json.");
        }
    }

    private HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(service + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** Tries again when the service cannot be reached or says that it is its own fault. */
    private HttpResponse<String> post(HttpRequest request) throws IOException, InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        for (int tried = 1; ; tried++) {
            try {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() < 500 || tried == TRIES) {
                    return answer;
                }
            } catch (IOException unreachable) {
                if (tried == TRIES) {
                    throw new IOException(
                            "The service at " + service + " cannot be reached. Is it running?", unreachable);
                }
            }
            Thread.sleep(pause);
            pause *= 2;
        }
    }
}
