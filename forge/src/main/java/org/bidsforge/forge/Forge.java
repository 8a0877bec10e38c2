// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import java.net.URI;
import org.bidsforge.core.pipeline.RepositoryName;

/**
 * A Git forge: the orchestrator and source of truth. The port says only what BIDSforge needs; an adapter translates a
 * product's API into these values.
 *
 * <p>Calls that change nothing, and those that may be repeated, are retried by the adapter when the forge is busy or
 * briefly away. What then fails is a {@link ForgeException}, which tells whether a later try can help. Everything here
 * is safe for use by several threads.
 */
public interface Forge {
    /** The URL that people and git use, without a slash at the end. */
    URI url();

    /** Where git reaches a repository over this URL, with the token as password. */
    default URI gitUrl(RepositoryName name) {
        return URI.create(url() + "/" + name.fullName() + ".git");
    }

    /** The version as the forge calls it; needs no token. */
    String version() throws ForgeException;

    /** Whose token is used; a refused token is a permanent failure (status 401). */
    ForgeUser whoAmI() throws ForgeException;

    /** Organisations, repositories, branches, files. */
    Repositories repositories();

    /** Merge requests, comments, attachments. */
    MergeRequests mergeRequests();

    /** Commit statuses. */
    Statuses statuses();

    /** Runs and jobs of workflows. */
    Runs runs();

    /** Webhooks. */
    Hooks hooks();
}
