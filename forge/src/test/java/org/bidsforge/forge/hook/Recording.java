// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.bidsforge.core.config.Secret;

/** A delivery recorded from a real Gitea 1.26.2: its headers and the exact text that was signed. */
record Recording(Map<String, String> headers, String body) {
    static final Secret SECRET = new Secret("s3cret");

    static Recording of(String name) {
        try (InputStream file = Recording.class.getResourceAsStream("fixtures/" + name + ".json")) {
            JsonNode json = new ObjectMapper().readTree(file);
            Map<String, String> headers = new TreeMap<>();
            json.get("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            return new Recording(headers, json.get("body").asText());
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    /** The same delivery saying something else, signed properly. */
    Recording saying(String type, String otherBody) {
        Map<String, String> signed = new TreeMap<>(headers);
        signed.put("X-Gitea-Event-Type", type);
        signed.put("X-Gitea-Signature", Signature.of(otherBody.getBytes(StandardCharsets.UTF_8), SECRET));
        return new Recording(signed, otherBody);
    }
}
