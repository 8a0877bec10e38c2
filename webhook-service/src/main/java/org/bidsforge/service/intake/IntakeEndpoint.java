// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.intake;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.javalin.http.Context;
import java.io.IOException;
import org.bidsforge.core.config.Secret;
import org.bidsforge.service.http.Refusal;
import org.bidsforge.service.http.Requests;
import org.jspecify.annotations.Nullable;

/** Where intakes tell how far the sessions in their spools are. */
public final class IntakeEndpoint {
    private static final int LONGEST = 16_384;

    private final IntakeSessions sessions;
    private final Incidents incidents;
    private final Secret token;

    public IntakeEndpoint(IntakeSessions sessions, Incidents incidents, Secret token) {
        this.sessions = sessions;
        this.incidents = incidents;
        this.token = token;
    }

    public void session(Context request) throws IOException {
        Requests.require(request, token);
        IntakeMessage message = Requests.json(request, LONGEST, IntakeMessage.class);
        sessions.put(message.session(request.pathParam("id")));
        request.status(204);
    }

    public void incident(Context request) throws IOException {
        Requests.require(request, token);
        Notice notice = Requests.json(request, LONGEST, Notice.class);
        if (notice.kind == null || notice.kind.isBlank() || notice.message == null) {
            throw new Refusal(400, "an incident needs a kind and a message");
        }
        incidents.add("intake", notice.kind, notice.message);
        request.status(204);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Notice(@Nullable String kind, @Nullable String message) {}
}
