// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.bidsforge.forge.ForgeException;

/** What the forge answered to a call. */
record Answer(Call call, int status, HttpHeaders headers, ByteBuffer body) {
    static final ObjectMapper JSON = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final int LONGEST_REASON = 300;

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /** Whether the forge turned the call away without looking at it. */
    boolean isRefusal() {
        return status == 429 || status == 503;
    }

    /** Whether something in the forge or before it is briefly out of order. */
    boolean isOutage() {
        // Gitea answers 500 to a look at a branch whose push it has not digested yet, or when its database is locked.
        boolean hiccup = status == 500 && call.method().equals("GET");
        return isRefusal() || hiccup || status == 502 || status == 504;
    }

    /** The wait that the forge asks for; only the form in seconds, the other one is not worth a clock. */
    Optional<Duration> retryAfter() {
        return headers.firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    /** The answer itself, when it is one of success. */
    Answer orThrow() throws ForgeException {
        if (succeeded()) {
            return this;
        }
        throw failure();
    }

    ForgeException failure() {
        return ForgeException.answered(call.action(), call.target(), status, message());
    }

    /** What the forge says was wrong, in one short line. */
    String message() {
        String text;
        try {
            JsonNode json = JSON.readTree(bytes());
            text = json == null ? "" : json.path("message").asText("");
        } catch (IOException e) {
            text = "";
        }
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
    }

    <T> T as(Class<T> type) throws ForgeException {
        try {
            T value = JSON.readValue(isNull() && type.isArray() ? new byte[] {'[', ']'} : bytes(), type);
            if (value == null) {
                throw new IOException("null");
            }
            return value;
        } catch (IOException e) {
            throw ForgeException.unreadable(call.action(), call.target(), e);
        }
    }

    /** Whether it is a list, as of the files in a folder. */
    boolean isList() {
        return body.hasRemaining() && body.get(body.position()) == '[';
    }

    /** How Go writes an empty list that nobody filled. */
    private boolean isNull() {
        return body.remaining() <= 8 && text().strip().equals("null");
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        byte[] copy = new byte[body.remaining()];
        body.duplicate().get(copy);
        return copy;
    }

    /** Whether the list goes on after this page; by Link, else by the count of all. */
    boolean hasNext(int soFar, int onThisPage) {
        Optional<String> link = headers.firstValue("Link");
        if (link.isPresent()) {
            return link.get().contains("rel=\"next\"");
        }
        return onThisPage > 0
                && headers.firstValue("X-Total-Count")
                        .filter(count -> count.matches("[0-9]{1,9}"))
                        .map(count -> Integer.parseInt(count) > soFar)
                        .orElse(false);
    }
}
