// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.bidsforge.core.config.Secret;

/** Reads requests within bounds. */
public final class Requests {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String BEARER = "Bearer ";

    private Requests() {}

    /** The whole body; 413 when it is longer, whatever its length header says. */
    public static byte[] body(Context request, int longest) throws IOException {
        try (InputStream body = request.bodyInputStream()) {
            byte[] bytes = body.readNBytes(longest + 1);
            if (bytes.length > longest) {
                throw new Refusal(413, "the body must be at most " + longest + " bytes");
            }
            return bytes;
        }
    }

    /** The body as JSON of the given form; 400 when it is not. */
    public static <T> T json(Context request, int longest, Class<T> form) throws IOException {
        byte[] body = body(request, longest);
        try {
            T value = JSON.readValue(body, form);
            if (value == null) {
                throw new Refusal(400, "the body must be a JSON object");
            }
            return value;
        } catch (JacksonException e) {
            throw new Refusal(400, "the body must be JSON as documented");
        }
    }

    /** The bearer token that was shown, or nothing. */
    public static Optional<String> bearer(Context request) {
        String header = request.header("Authorization");
        return header != null && header.startsWith(BEARER)
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    /** 401 unless the bearer token is the secret. */
    public static void require(Context request, Secret secret) {
        if (bearer(request).filter(secret::matches).isEmpty()) {
            throw new Refusal(401, "a valid token is needed");
        }
    }

    /** A JSON answer. */
    public static void answer(Context request, int status, Object value) throws IOException {
        request.status(status).contentType("application/json").result(JSON.writeValueAsString(value));
    }
}
