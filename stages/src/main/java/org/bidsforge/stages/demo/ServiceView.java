// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.demo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** What the service says of all sessions: {@code GET /api/sessions}. */
final class ServiceView {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, true);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI address;

    ServiceView(URI service) {
        this.address = URI.create(service + "/api/sessions");
    }

    /** Everything at once. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(List<Spooled> intake, List<Session> sessions) {}

    /** A session in the intake's spool. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Spooled(String id, String study, String session, String state, long objects, long series, String reason) {}

    /** A session that the forge knows. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Session(
            String study,
            String session,
            String page,
            String standing,
            String sentence,
            List<Cell> cells,
            List<Event> events) {}

    /** A step of it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Cell(String step, String state, String text) {}

    /** Something that happened to it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Event(String kind, String text) {}

    Answer look() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("The service answered " + response.statusCode() + " to " + address);
        }
        return JSON.readValue(response.body(), Answer.class);
    }
}
