// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bidsforge.annexremote.protocol.Annex;
import org.bidsforge.core.config.Secret;
import org.bidsforge.store.CredentialSource;
import org.bidsforge.store.StoreCredentials;

/**
 * The credentials that this clone has for the store.
 *
 * @param inRole whether they are not used themselves but exchanged for those of a role
 */
public record Login(CredentialSource credentials, Origin origin, boolean inRole) {
    /** How a person gets credentials into a clone; the remote's name follows. */
    public static final String HOW = "log in with: git-annex-remote-minio login ";

    /** The names under which git-annex keeps credentials of this program. */
    public static final String STORED = "minio";

    public static final String SESSION = "minio-session";

    public static Login anonymous() {
        return new Login(StoreCredentials.anonymous(), Origin.NONE, false);
    }

    public boolean isAnonymous() {
        return origin == Origin.NONE;
    }

    /** What git-annex keeps for this repository, else what this machine has for its user, else nothing. */
    public static Login find(Annex annex, LoginSettings settings) throws IOException {
        Optional<Login> login = ofRepository(annex, settings.region());
        if (login.isEmpty()) {
            login = ofEnvironment(settings);
        }
        return login.isPresent()
                ? login.get().taking(settings)
                : ofMachine(settings).taking(settings);
    }

    /** Like {@link #find}, but what a person gave just now comes first: so a login can be replaced. */
    public static Login findNew(Annex annex, LoginSettings settings) throws IOException {
        Optional<Login> login = ofEnvironment(settings);
        return login.isPresent() ? login.get().taking(settings) : find(annex, settings);
    }

    private static Optional<Login> ofRepository(Annex annex, String region) throws IOException {
        Optional<Annex.Credentials> stored = annex.credentials(STORED);
        if (stored.isEmpty()) {
            return ofBuiltIn(annex, region);
        }
        Optional<Secret> token = Optional.empty();
        if (stored.get().user().startsWith(TEMPORARY)) {
            token = annex.credentials(SESSION).map(session -> new Secret(session.password()));
        }
        String accessKey = token.isPresent()
                ? stored.get().user().substring(TEMPORARY.length())
                : stored.get().user();
        return Optional.of(new Login(
                new StoreCredentials(accessKey, new Secret(stored.get().password()), token, region),
                Origin.REPOSITORY,
                false));
    }

    /** Marks an access key that goes with a session token, so that the others need not be asked for one. */
    public static final String TEMPORARY = "session:";

    /** What git-annex's own S3 remote keeps for the same store, whose content this remote shares. */
    private static Optional<Login> ofBuiltIn(Annex annex, String region) throws IOException {
        Path file = Path.of(annex.gitDirectory(), "annex", "creds", annex.uuid());
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.size() < 2 || lines.get(0).isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new Login(
                new StoreCredentials(lines.get(0), new Secret(lines.get(1)), Optional.empty(), region),
                Origin.REPOSITORY,
                false));
    }

    private static Optional<Login> ofEnvironment(LoginSettings settings) {
        Optional<String> accessKey = settings.variable("AWS_ACCESS_KEY_ID");
        Optional<String> secretKey = settings.variable("AWS_SECRET_ACCESS_KEY");
        if (accessKey.isEmpty() || secretKey.isEmpty()) {
            return Optional.empty();
        }
        Optional<Secret> token = settings.variable("AWS_SESSION_TOKEN").map(Secret::new);
        return Optional.of(new Login(
                new StoreCredentials(accessKey.get(), new Secret(secretKey.get()), token, settings.region()),
                Origin.ENVIRONMENT,
                false));
    }

    private static Login ofMachine(LoginSettings settings) throws IOException {
        Optional<CredentialSource> profile = AwsProfile.find(settings);
        if (profile.isPresent()) {
            return new Login(profile.get(), Origin.PROFILE, false);
        }
        Optional<String> process = settings.local().get(LocalSettings.CREDENTIAL_PROCESS);
        if (process.isPresent()) {
            Grant grant = new CredentialProcess(process.get(), settings.region(), CredentialProcess.PATIENCE);
            return new Login(new RenewedCredentials(grant, Clock.systemUTC()), Origin.PROCESS, false);
        }
        Optional<String> tokenFile = settings.local()
                .get(LocalSettings.WEB_IDENTITY_TOKEN_FILE)
                .or(() -> settings.variable("AWS_WEB_IDENTITY_TOKEN_FILE"));
        if (tokenFile.isPresent()) {
            Grant grant = TokenServices.forTokens(settings, region(settings))
                    .webIdentity(
                            Path.of(tokenFile.get()),
                            role(settings, settings.variable("AWS_ROLE_ARN").orElse("")));
            return new Login(new RenewedCredentials(grant, Clock.systemUTC()), Origin.WEB_IDENTITY, true);
        }
        return anonymous();
    }

    private static TokenService.Role role(LoginSettings settings, String otherwise) {
        return new TokenService.Role(
                settings.role().orElse(otherwise),
                settings.variable("AWS_ROLE_SESSION_NAME").orElse("git-annex"),
                settings.local().get(LocalSettings.ROLE_DURATION).orElse(""));
    }

    private static String region(LoginSettings settings) {
        return settings.region().isEmpty() ? StoreCredentials.DEFAULT_REGION : settings.region();
    }

    /** Exchanged for the credentials of a role, if the settings ask for one. */
    private Login taking(LoginSettings settings) {
        if (settings.role().isEmpty() || isAnonymous() || inRole) {
            return this;
        }
        Grant grant = TokenServices.forSigned(settings, region(settings)).role(credentials, role(settings, ""));
        return new Login(new RenewedCredentials(grant, Clock.systemUTC()), origin, true);
    }

    /** What {@code git annex info} shows. */
    public String description() {
        return inRole ? origin + ", in a role" : origin.toString();
    }

    /**
     * Has git-annex keep them in this repository, as its own S3 remote does. Not if they end soon, and not where
     * git-annex would also put them into the branch that everybody gets, unless that was asked for.
     */
    public void keep(Annex annex) throws IOException {
        boolean lasting = credentials instanceof StoreCredentials given
                && given.sessionToken().isEmpty();
        if (origin != Origin.ENVIRONMENT || !lasting) {
            return;
        }
        boolean onlyHere = annex.config("encryption").equals("none")
                || !annex.config("embedcreds").isEmpty();
        if (onlyHere) {
            StoreCredentials given = credentials.present();
            annex.setCredentials(
                    STORED,
                    new Annex.Credentials(given.accessKey(), given.secretKey().value()));
        }
    }
}
