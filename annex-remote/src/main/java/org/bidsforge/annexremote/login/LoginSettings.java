// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.annexremote.http.PlainHttp;

/**
 * Where to look for credentials.
 *
 * @param region as the settings say; may be empty
 * @param endpoint of the store; empty for a folder
 * @param profile of AWS's files, as the settings say; may be empty
 * @param roleArn of the role to take on, as the settings say; may be empty
 */
public record LoginSettings(
        Map<String, String> environment,
        LocalSettings local,
        String region,
        Optional<URI> endpoint,
        PlainHttp.Route route,
        String profile,
        String roleArn) {
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    Optional<String> role() {
        return local.get(LocalSettings.ROLE_ARN).or(() -> Optional.of(roleArn).filter(arn -> !arn.isEmpty()));
    }
}
