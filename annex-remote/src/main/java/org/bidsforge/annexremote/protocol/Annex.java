// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import java.io.IOException;
import java.util.Optional;

/**
 * What a remote may ask of git-annex and tell it while it serves a request; belongs to that request's thread, except
 * that any thread may tell the progress.
 */
public interface Annex {
    /** User name and password as git-annex keeps them. */
    record Credentials(String user, String password) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /** The remote's setting; empty text if it is not set. */
    String config(String setting) throws IOException;

    /** The credentials stored under that name in this repository. */
    Optional<Credentials> credentials(String name) throws IOException;

    void setCredentials(String name, Credentials credentials) throws IOException;

    /** The UUID of the remote. */
    String uuid() throws IOException;

    /** What the remote is called in this repository, as far as that is known. */
    String remoteName() throws IOException;

    /**
     * Whether this git-annex may send nothing, and git push nothing, before a person has verified the remotes that a clone
     * has enabled by itself. It does not tell; but it knows what came into the protocol shortly before.
     */
    boolean mayAskToVerify();

    /** The repository's git directory. */
    String gitDirectory() throws IOException;

    /** Bytes of the present transfer from the start of the file. */
    void progress(long bytes) throws IOException;

    /** Shown with {@code --debug} only. */
    void debug(String message) throws IOException;

    /** Shown to the user. */
    void info(String message) throws IOException;
}
