// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.util.Optional;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.config.Variable;

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

    /** Those that the programs' settings name; anonymous when there are none. */
    public static StoreCredentials of(Environment environment) {
        Optional<Secret> access = environment.secret(Variable.BIDSFORGE_STORE_ACCESS_KEY);
        Optional<Secret> secret = environment.secret(Variable.BIDSFORGE_STORE_SECRET_KEY);
        if (access.isPresent() != secret.isPresent()) {
            throw new IllegalArgumentException(Variable.BIDSFORGE_STORE_ACCESS_KEY + " and "
                    + Variable.BIDSFORGE_STORE_SECRET_KEY + " must be set together");
        }
        String region = environment.get(Variable.BIDSFORGE_STORE_REGION);
        return access.flatMap(
                        key -> secret.map(other -> new StoreCredentials(key.value(), other, Optional.empty(), region)))
                .orElseGet(StoreCredentials::anonymous);
    }

    public boolean isAnonymous() {
        return accessKey.isEmpty();
    }

    @Override
    public StoreCredentials present() {
        return this;
    }
}
