// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.util.Optional;
import org.bidsforge.core.config.Secret;

/**
 * What a server wants to see; directory and memory stores ignore it.
 *
 * @param accessKey empty for anonymous access; the secret key does not matter then
 * @param sessionToken of temporary credentials
 * @param region as the server calls it; most servers other than AWS answer to {@value #DEFAULT_REGION}
 */
public record StoreCredentials(String accessKey, Secret secretKey, Optional<Secret> sessionToken, String region)
        implements CredentialSource {
    public static final String DEFAULT_REGION = "us-east-1";

    public StoreCredentials {
        if (region.isBlank()) {
            region = DEFAULT_REGION;
        }
    }

    public static StoreCredentials anonymous() {
        return new StoreCredentials("", new Secret("none"), Optional.empty(), DEFAULT_REGION);
    }

    public boolean isAnonymous() {
        return accessKey.isEmpty();
    }

    @Override
    public StoreCredentials present() {
        return this;
    }
}
