// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.review;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.pipeline.Picture;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.forge.CommitStatus;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.MergeRequest;

/** Keeps what people see on the forge as the reports say: statuses of the head, and one comment. */
public final class ReviewDesk {
    private static final int MOST_PICTURES = 6;
    private static final int LARGEST_PICTURE = 200_000;
    private static final String PNG = "image/png";

    private final Forge forge;

    public ReviewDesk(Forge forge) {
        this.forge = forge;
    }

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
    public void comment(
            RepositoryName repository, MergeRequest request, StageReports reports, List<Check> checks, URI page)
            throws IOException {
        if (reports.all().isEmpty()) {
            return;
        }
        Map<String, URI> pictures = attached(repository, request.number(), reports.pictures());
        String text = new ReviewComment(reports, checks, page, pictures).text();
        forge.mergeRequests().upsertComment(repository, request.number(), ReviewComment.MARKER, text);
    }

    private Map<String, URI> attached(RepositoryName repository, long number, List<Picture> pictures)
            throws IOException {
        Map<String, URI> addresses = new LinkedHashMap<>();
        List<Picture> small = pictures.stream()
                .filter(picture -> picture.mediaType().equals(PNG))
                .limit(MOST_PICTURES)
                .toList();
        for (Picture picture : small) {
            byte[] bytes = picture.bytes();
            if (bytes.length <= LARGEST_PICTURE) {
                String name = digest(bytes) + ".png";
                addresses.put(
                        picture.name(),
                        forge.mergeRequests()
                                .attach(repository, number, name, bytes)
                                .url());
            }
        }
        return addresses;
    }

    /** The name stands for the content, so the same picture is never attached twice. */
    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "picture-" + HexFormat.of().formatHex(digest, 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
