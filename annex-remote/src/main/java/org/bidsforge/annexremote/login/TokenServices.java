// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Finds the token service that goes with a store. */
final class TokenServices {
    private static final String AWS = ".amazonaws.com";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private TokenServices() {}

    /** For requests that are signed and so hold no secret: the store's own server is asked unless another is named. */
    static TokenService forSigned(LoginSettings settings, String region) {
        URI url = named(settings)
                .or(() -> ofAws(settings, region))
                .or(settings::endpoint)
                .orElseThrow(() -> none(settings));
        return service(url, settings, region);
    }

    /**
     * For the token of an identity, which whoever gets it can use: only a service that was named on this machine, or
     * AWS's, is trusted with it, and only where nobody can read along.
     */
    static TokenService forTokens(LoginSettings settings, String region) {
        URI url = named(settings).or(() -> ofAws(settings, region)).orElseThrow(() -> none(settings));
        if (!"https".equals(url.getScheme()) && !LOOPBACK.contains(url.getHost())) {
            throw new IllegalArgumentException("an identity's token is sent over https:// only: " + url.getAuthority());
        }
        return service(url, settings, region);
    }

    private static TokenService service(URI url, LoginSettings settings, String region) {
        return new TokenService(url, settings.route(), region, Clock.systemUTC());
    }

    private static Optional<URI> named(LoginSettings settings) {
        return settings.local()
                .get(LocalSettings.STS_URL)
                .or(() -> settings.variable("AWS_ENDPOINT_URL_STS"))
                .map(URI::create);
    }

    private static Optional<URI> ofAws(LoginSettings settings, String region) {
        return settings.endpoint()
                .filter(endpoint ->
                        endpoint.getHost() != null && endpoint.getHost().endsWith(AWS))
                .map(endpoint -> URI.create("https://sts." + region + AWS));
    }

    private static IllegalArgumentException none(LoginSettings settings) {
        return new IllegalArgumentException(
                "no token service is known; run: git config remote.NAME.minio-sts-url https://host:port, with the server of "
                        + settings.endpoint().map(URI::getAuthority).orElse("the store"));
    }
}
