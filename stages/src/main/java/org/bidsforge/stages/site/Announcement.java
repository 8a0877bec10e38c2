// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.site;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.bidsforge.core.config.Home;
import org.jspecify.annotations.Nullable;

/** What a running program of this home folder says of itself: where it listens. */
public record Announcement(Optional<URI> url, int port, long pid) {
    private static final ObjectMapper JSON = new ObjectMapper();

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Json(@Nullable String url, int port, long pid) {}

    /** What the program announced, if it is still running. */
    public static Optional<Announcement> of(Home home, String program) throws IOException {
        Optional<String> text = home.announced(program);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Json json = JSON.readValue(text.get(), Json.class);
        Announcement announcement =
                new Announcement(Optional.ofNullable(json.url()).map(URI::create), json.port(), json.pid());
        return announcement.isAlive() ? Optional.of(announcement) : Optional.empty();
    }

    /** A program that was killed leaves its announcement behind. */
    private boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
