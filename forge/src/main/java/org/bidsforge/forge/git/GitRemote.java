// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.git;

import java.net.URI;
import java.util.Optional;
import org.bidsforge.core.config.Secret;

/**
 * Where a repository really lives, and how to be let in.
 *
 * @param url over HTTP, or of a local folder ({@code file:})
 * @param user the account's log-in name; many forges look at the token only
 * @param token stands in for a password; only sent over HTTP
 */
public record GitRemote(URI url, String user, Optional<Secret> token) {
    public GitRemote {
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("A remote's URL must not hold a user: " + url.getHost());
        }
    }

    public GitRemote(URI url, String user, Secret token) {
        this(url, user, Optional.of(token));
    }

    /** One that lets everybody in. */
    public static GitRemote open(URI url) {
        return new GitRemote(url, "", Optional.empty());
    }
}
