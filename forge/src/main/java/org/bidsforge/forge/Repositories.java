// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.bidsforge.core.pipeline.RepositoryName;

/**
 * Organisations, repositories, branches and files of a forge. Every call may be repeated: what is there already is left
 * as it is. A push may show here a moment after git has taken it. Safe for use by several threads. A missing repository is a permanent {@link ForgeException} with status 404
 * unless a method says otherwise.
 */
public interface Repositories {
    /**
     * Makes sure that a private organisation of this name exists.
     *
     * @return whether it was made by this call
     */
    boolean ensureOrganisation(String organisation) throws ForgeException;

    /**
     * Makes sure that a private, empty repository of this name exists in its organisation, which must exist. One that
     * is there already keeps its settings; a half-made one does not exist.
     */
    Repository ensure(RepositoryName name, String defaultBranch, String description) throws ForgeException;

    /** The repository, or nothing when it does not exist or the token may not see it. */
    Optional<Repository> find(RepositoryName name) throws ForgeException;

    /** All repositories that the token's user owns or is a member of, in the forge's order. */
    List<Repository> list() throws ForgeException;

    /** Makes a branch the one that clones check out; the branch should exist. */
    void setDefaultBranch(RepositoryName name, String branch) throws ForgeException;

    /** All branches with the commit each points to; none for an empty repository. */
    SortedMap<String, String> branches(RepositoryName name) throws ForgeException;

    /** The commit a branch points to, or nothing when branch or repository is missing. */
    Optional<String> branch(RepositoryName name, String branch) throws ForgeException;

    /**
     * The content of a file at a branch, tag or commit, or nothing when any of them is missing or the path is no plain
     * file. For small text files; one of more than 4 MiB is a permanent failure.
     */
    Optional<byte[]> file(RepositoryName name, String ref, String path) throws ForgeException;

    /** Makes sure that nobody can rewrite or delete a branch; those who may push still may. */
    void protectBranch(RepositoryName name, String branch) throws ForgeException;
}
