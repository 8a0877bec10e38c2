// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import java.util.List;
import org.bidsforge.core.pipeline.RepositoryName;

/**
 * Webhooks of a repository. Safe for use by several threads. A missing repository is a permanent
 * {@link ForgeException} with status 404.
 */
public interface Hooks {
    /**
     * Makes sure that one active, signed JSON hook sends every event that BIDSforge understands to the target. A hook
     * to the same place with another secret is replaced: the new one is made before the old one goes, so an event may
     * come twice but never not at all.
     */
    Hook ensure(RepositoryName repository, HookTarget target) throws ForgeException;

    /** All hooks of the repository. */
    List<Hook> list(RepositoryName repository) throws ForgeException;

    /** Removes a hook; a missing one is fine. */
    void remove(RepositoryName repository, long id) throws ForgeException;

    /**
     * Asks the forge to send a push event without a change, which arrives as a push that {@code isTest()}. Nothing is
     * sent for an empty repository. A missing hook is a permanent failure (status 404).
     */
    void test(RepositoryName repository, long id) throws ForgeException;
}
