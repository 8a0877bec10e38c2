// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import java.util.List;
import java.util.Optional;
import org.bidsforge.core.pipeline.RepositoryName;

/**
 * Merge requests, their one upkept comment and their attachments. Safe for use by several threads, but two callers that
 * upsert the same comment at once may make two; keep one writer per repository. A missing repository or merge request
 * is a permanent {@link ForgeException} with status 404 unless a method says otherwise.
 */
public interface MergeRequests {
    /**
     * Opens a merge request, or finds the open one of the same two branches, whose title and body are left alone. A
     * head without commits that the base lacks is a permanent failure (status 422).
     */
    MergeRequest open(RepositoryName repository, NewMergeRequest wanted) throws ForgeException;

    /** The open merge request of these two branches, or nothing. */
    Optional<MergeRequest> findOpen(RepositoryName repository, String head, String base) throws ForgeException;

    /** The merge request of this number, or nothing. */
    Optional<MergeRequest> find(RepositoryName repository, long number) throws ForgeException;

    /** All open ones, newest first. */
    List<MergeRequest> open(RepositoryName repository) throws ForgeException;

    /** All there ever were, newest first. */
    List<MergeRequest> all(RepositoryName repository) throws ForgeException;

    /** Sets title and body. */
    MergeRequest update(RepositoryName repository, long number, String title, String body) throws ForgeException;

    /**
     * Merges with a merge commit, never squashed, if the head branch is still at the expected commit. Waits up to half
     * a minute while the forge works out whether it can merge. Merging what is merged already is {@code Merged}.
     */
    MergeOutcome merge(RepositoryName repository, long number, String expectedHead) throws ForgeException;

    /**
     * Makes the body the content of the one comment that holds the marker, editing it in place; an unchanged body is
     * not sent. The marker is added as a hidden HTML comment on the first line.
     *
     * @param marker a word such as {@code bidsforge:report}
     */
    Comment upsertComment(RepositoryName repository, long number, String marker, String body) throws ForgeException;

    /** All comments, oldest first. */
    List<Comment> comments(RepositoryName repository, long number) throws ForgeException;

    /**
     * Attaches a file. The name stands for the content: where an attachment of that name and size exists already, it is
     * returned and nothing is sent. The extension decides the media type; forges refuse unusual ones (status 422).
     */
    Attachment attach(RepositoryName repository, long number, String name, byte[] content) throws ForgeException;

    /** All attachments of the merge request, oldest first. */
    List<Attachment> attachments(RepositoryName repository, long number) throws ForgeException;
}
