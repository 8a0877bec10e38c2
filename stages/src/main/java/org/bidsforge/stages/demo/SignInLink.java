// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.bidsforge.core.config.Secret;

/** Asks the embedded forge for an address that signs a person in once, so that no token stands in a URL. */
final class SignInLink {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SignInLink() {}

    static URI to(URI page, URI forge, Secret token) throws IOException, InterruptedException {
        String path = page.getRawPath();
        HttpRequest request = HttpRequest.newBuilder(URI.create(forge + "/-/sign-in-links"))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "token " + token.value())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("path", path))))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException("The forge made no sign-in link: " + response.statusCode());
        }
        JsonNode url = JSON.readTree(response.body()).path("url");
        return forge.resolve(url.asText());
    }
}
