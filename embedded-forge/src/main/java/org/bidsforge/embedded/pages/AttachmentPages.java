// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.bidsforge.embedded.api.ApiProblem;
import org.bidsforge.embedded.pulls.Attachments;
import org.bidsforge.embedded.store.Attachment;
import org.bidsforge.embedded.store.StoredRepository;
import org.bidsforge.embedded.wire.Links;

/** The files of merge requests and comments, for browsers and for programs. */
final class AttachmentPages {
    private final Pages.Parts parts;

    AttachmentPages(Pages.Parts parts) {
        this.parts = parts;
    }

    void addTo(Pages.PageRoutes routes) {
        routes.get("/attachments/{uuid}", this::send);
    }

    private void send(Visit visit) throws IOException {
        Optional<Attachment> found = parts.tables()
                .comments()
                .attachment(visit.parameter("uuid"))
                .filter(attachment -> mayRead(visit, attachment.pull().repository()));
        if (found.isEmpty() && !visit.visitor().signedIn()) {
            throw new SignInNeeded();
        }
        Attachment attachment = found.orElseThrow(PageProblem::notFound);
        String type = Attachments.mediaType(attachment);
        boolean shown = type.startsWith("image/") || type.startsWith("text/");
        Context context = visit.context();
        Screen.secureForeign(context);
        context.header(
                        "Content-Disposition",
                        (shown ? "inline" : "attachment") + "; filename*=UTF-8''" + Links.path(attachment.name()))
                .contentType(type)
                .result(Files.newInputStream(parts.attachments().file(attachment)));
    }

    private boolean mayRead(Visit visit, StoredRepository repository) {
        if (visit.visitor().mayRead(repository)) {
            return true;
        }
        try {
            return parts.authentication()
                    .of(visit.context().header("Authorization"))
                    .filter(caller -> Visitor.mayRead(caller.token(), repository))
                    .isPresent();
        } catch (ApiProblem e) {
            return false;
        }
    }
}
