// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.store.CredentialSource;

/** The credentials that a profile of AWS's files stands for. */
final class AwsProfile {
    private static final int LONGEST_CHAIN = 5;

    private final AwsFiles files;
    private final LoginSettings settings;

    private AwsProfile(AwsFiles files, LoginSettings settings) {
        this.files = files;
        this.settings = settings;
    }

    /** Of the profile that was named, else of the default one if there is one. */
    static Optional<CredentialSource> find(LoginSettings settings) throws IOException {
        Optional<String> named = settings.local()
                .get(LocalSettings.PROFILE)
                .or(() -> Optional.of(settings.profile()).filter(name -> !name.isEmpty()))
                .or(() -> settings.variable("AWS_PROFILE"));
        AwsProfile profiles = new AwsProfile(AwsFiles.read(settings.environment()), settings);
        Optional<CredentialSource> found = profiles.source(named.orElse("default"), LONGEST_CHAIN);
        if (found.isEmpty() && named.isPresent()) {
            throw new IOException(
                    "there are no credentials in a profile " + named.get() + " of ~/.aws/credentials or ~/.aws/config");
        }
        return found;
    }

    private Optional<CredentialSource> source(String name, int chain) throws IOException {
        if (chain == 0) {
            throw new IOException("the profiles of ~/.aws/config refer to each other in a circle at " + name);
        }
        Map<String, String> profile = files.profile(name).orElse(Map.of());
        String region = settings.region().isEmpty() ? profile.getOrDefault("region", "") : settings.region();
        String accessKey = profile.getOrDefault("aws_access_key_id", "");
        String arn = profile.getOrDefault("role_arn", "");
        TokenService.Role role = new TokenService.Role(
                arn,
                profile.getOrDefault("role_session_name", "git-annex"),
                profile.getOrDefault("duration_seconds", ""));
        String tokenFile = profile.getOrDefault("web_identity_token_file", "");
        if (!arn.isEmpty() && !tokenFile.isEmpty()) {
            return Optional.of(renewed(services(region, true).webIdentity(Path.of(tokenFile), role)));
        }
        String base = profile.getOrDefault("source_profile", "");
        if (!arn.isEmpty() && !base.isEmpty() && (!base.equals(name) || accessKey.isEmpty())) {
            Optional<CredentialSource> source = source(base, chain - 1);
            return source.map(credentials -> renewed(services(region, false).role(credentials, role)));
        }
        if (!accessKey.isEmpty()) {
            Granted granted = Granted.of(
                    accessKey,
                    profile.getOrDefault("aws_secret_access_key", ""),
                    profile.getOrDefault("aws_session_token", ""),
                    region,
                    "");
            boolean itself = !arn.isEmpty() && base.equals(name);
            return Optional.of(
                    itself
                            ? renewed(services(region, false).role(granted.credentials(), role))
                            : granted.credentials());
        }
        return Optional.ofNullable(profile.get("credential_process"))
                .map(command -> renewed(new CredentialProcess(command, region, CredentialProcess.PATIENCE)));
    }

    private TokenService services(String region, boolean tokens) {
        return tokens ? TokenServices.forTokens(settings, region) : TokenServices.forSigned(settings, region);
    }

    private static CredentialSource renewed(Grant grant) {
        return new RenewedCredentials(grant, Clock.systemUTC());
    }
}
