// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.review;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.forge.Attachment;
import org.bidsforge.forge.CommitStatus;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.MergeRequest;
import org.bidsforge.service.work.FiledPicture;
import org.bidsforge.service.work.Pictures;

/** Keeps what people see on the forge as the reports say: statuses of the head, and one comment. */
public final class ReviewDesk {
    private static final int MOST_PICTURES = 6;
    private static final int LARGEST_PICTURE = 200_000;

    private final Forge forge;
    private final Pictures pictures;

    public ReviewDesk(Forge forge, Pictures pictures) {
        this.forge = forge;
        this.pictures = pictures;
    }

    /** Whose merge request it is, and where its page is. */
    public record Subject(StudyName study, SessionName session, URI page) {}

    /** Sets the statuses that differ; each status that is sent comes back as an event. */
    public void statuses(RepositoryName repository, String commit, List<Check> checks, URI target) throws IOException {
        for (Check check : checks) {
            Optional<CommitStatus> status = check.status(target);
            if (status.isPresent()) {
                forge.statuses().set(repository, commit, status.get());
            }
        }
    }

    /** Writes the comment once there is something to say; unchanged text is not sent. */
    public void comment(Subject session, MergeRequest request, StageReports reports, List<Check> checks)
            throws IOException {
        if (reports.all().isEmpty()) {
            return;
        }
        RepositoryName repository = session.study().repository(RepositoryKind.BIDS);
        Map<String, URI> addresses = attached(session, repository, request.number(), reports.pictures());
        String text = new ReviewComment(reports, checks, session.page(), addresses).text();
        forge.mergeRequests().upsertComment(repository, request.number(), ReviewComment.MARKER, text);
    }

    /** The name of an attachment stands for its content, so the same picture is never sent twice. */
    private Map<String, URI> attached(Subject session, RepositoryName repository, long number, List<FiledPicture> all)
            throws IOException {
        Map<String, URI> addresses = new LinkedHashMap<>();
        if (all.isEmpty()) {
            return addresses;
        }
        Map<String, URI> there = new HashMap<>();
        forge.mergeRequests().attachments(repository, number).forEach(one -> there.put(one.name(), one.url()));
        for (FiledPicture picture : all.subList(0, Math.min(MOST_PICTURES, all.size()))) {
            URI known = there.get(picture.fileName());
            Optional<URI> address = known == null ? attach(session, repository, number, picture) : Optional.of(known);
            address.ifPresent(url -> addresses.put(picture.digest(), url));
        }
        return addresses;
    }

    private Optional<URI> attach(Subject session, RepositoryName repository, long number, FiledPicture picture)
            throws IOException {
        Optional<byte[]> bytes = pictures.bytes(session.study(), session.session(), picture.digest());
        if (bytes.isEmpty() || bytes.get().length > LARGEST_PICTURE) {
            return Optional.empty();
        }
        Attachment attachment = forge.mergeRequests().attach(repository, number, picture.fileName(), bytes.get());
        return Optional.of(attachment.url());
    }
}
