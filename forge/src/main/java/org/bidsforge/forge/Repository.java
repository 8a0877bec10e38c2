// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import java.net.URI;
import org.bidsforge.core.pipeline.RepositoryName;

/**
 * A repository as the forge tells it.
 *
 * @param defaultBranch the branch a clone checks out; it need not exist yet
 * @param empty whether no commit was ever pushed
 * @param page where people look at it
 * @param cloneUrl where git clones it from
 */
public record Repository(RepositoryName name, String defaultBranch, boolean empty, URI page, URI cloneUrl) {}
