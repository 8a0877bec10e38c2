// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.annexremote.http.PlainHttp;
import org.bidsforge.annexremote.protocol.Annex;
import org.bidsforge.annexremote.protocol.RecordedAnnex;
import org.bidsforge.store.StoreCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
    private static final Map<String, String> STATIC =
            Map.of("AWS_ACCESS_KEY_ID", "user", "AWS_SECRET_ACCESS_KEY", "secret");
    private static final Map<String, String> TEMPORARY =
            Map.of("AWS_ACCESS_KEY_ID", "user", "AWS_SECRET_ACCESS_KEY", "secret", "AWS_SESSION_TOKEN", "token");

    @TempDir
    private Path home;

    private final Map<String, String> local = new HashMap<>();

    private RecordedAnnex annex(String encryption, String embedcreds) {
        return new RecordedAnnex(home.toString(), Map.of("encryption", encryption, "embedcreds", embedcreds));
    }

    private LoginSettings settings(Map<String, String> environment) {
        return settings(environment, "");
    }

    private LoginSettings settings(Map<String, String> environment, String region) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("HOME", home.toString());
        return new LoginSettings(
                all,
                LocalSettings.of(local),
                region,
                Optional.of(URI.create("https://minio.lab:9000")),
                new PlainHttp.Route(Optional.empty(), Optional.empty()),
                "",
                "");
    }

    private void file(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private Login found(Map<String, String> environment) throws IOException {
        return Login.find(annex("none", ""), settings(environment));
    }

    @Test
    void prefersWhatTheRepositoryKeeps() throws IOException {
        RecordedAnnex annex = annex("none", "");
        annex.credentials.put("minio", new Annex.Credentials("kept", "secret"));

        Login login = Login.find(annex, settings(STATIC));

        assertThat(login.credentials().present().accessKey()).isEqualTo("kept");
        assertThat(login.origin()).isEqualTo(Origin.REPOSITORY);
    }

    @Test
    void keepsASessionTokenBesideItsKey() throws IOException {
        RecordedAnnex annex = annex("none", "");
        annex.credentials.put("minio", new Annex.Credentials("session:kept", "secret"));
        annex.credentials.put("minio-session", new Annex.Credentials("session", "token"));

        StoreCredentials login =
                Login.find(annex, settings(STATIC)).credentials().present();

        assertThat(login.accessKey()).isEqualTo("kept");
        assertThat(login.sessionToken().orElseThrow().value()).isEqualTo("token");
    }

    @Test
    void takesWhatGitAnnexKeepsForItsOwnRemoteOfTheSameStore() throws IOException {
        file("annex/creds/11111111-1111-1111-1111-111111111111", "built\nsecret in\n");

        Login login = found(STATIC);

        assertThat(login.origin()).isEqualTo(Origin.REPOSITORY);
        assertThat(login.credentials().present().accessKey()).isEqualTo("built");
        assertThat(login.credentials().present().secretKey().value()).isEqualTo("secret in");
    }

    @Test
    void takesWhatWasGivenJustNowFirstWhenItIsEnabledAgain() throws IOException {
        RecordedAnnex annex = annex("none", "");
        annex.credentials.put("minio", new Annex.Credentials("kept", "secret"));

        assertThat(Login.findNew(annex, settings(STATIC)).origin()).isEqualTo(Origin.ENVIRONMENT);
        assertThat(Login.findNew(annex, settings(Map.of())).origin()).isEqualTo(Origin.REPOSITORY);
    }

    @Test
    void takesTheEnvironmentWithItsSessionToken() throws IOException {
        StoreCredentials login = Login.find(annex("none", ""), settings(TEMPORARY, "eu-west-1"))
                .credentials()
                .present();

        assertThat(login.accessKey()).isEqualTo("user");
        assertThat(login.sessionToken().orElseThrow().value()).isEqualTo("token");
        assertThat(login.region()).isEqualTo("eu-west-1");
    }

    @Test
    void takesAProfileOfAwsFiles() throws IOException {
        file(".aws/config", "[default]\nregion = eu-north-1\n# no\n[profile lab]\nregion=eu-west-3\n s3 =\n  x = y\n");
        file(".aws/credentials", """
                [default]
                aws_access_key_id = AK
                aws_secret_access_key = a=b/c
                [lab]
                aws_access_key_id=LAB
                aws_secret_access_key=s
                aws_session_token=t
                """);

        Login standard = found(Map.of());
        Login lab = found(Map.of("AWS_PROFILE", "lab"));

        assertThat(standard.origin()).isEqualTo(Origin.PROFILE);
        assertThat(standard.credentials().present().secretKey().value()).isEqualTo("a=b/c");
        assertThat(standard.credentials().present().region()).isEqualTo("eu-north-1");
        assertThat(lab.credentials().present().accessKey()).isEqualTo("LAB");
        assertThat(lab.credentials().present().sessionToken().orElseThrow().value())
                .isEqualTo("t");
        assertThat(lab.credentials().present().region()).isEqualTo("eu-west-3");
    }

    @Test
    void saysWhichProfileIsMissing() throws IOException {
        file(".aws/config", "[profile a]\nrole_arn=x\nsource_profile=b\n[profile b]\nrole_arn=x\nsource_profile=a\n");

        assertThatThrownBy(() -> found(Map.of("AWS_PROFILE", "lab"))).hasMessageContaining("profile lab");
        assertThatThrownBy(() -> found(Map.of("AWS_PROFILE", "a"))).hasMessageContaining("circle");
    }

    @Test
    void takesWhatACommandPrints() throws IOException {
        Path command = home.resolve("give credentials");
        Files.writeString(
                command,
                "#!/bin/sh\necho '{\"Version\": 1, \"More\": {\"AccessKeyId\": \"not this\"}, \"AccessKeyId\": \"'\"$1\"'\","
                        + " \"SecretAccessKey\": \"s\", \"SessionToken\": \"t\", \"Expiration\":"
                        + " \"2099-01-01T00:00:00+00:00\"}'\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        local.put("credential-process", "'" + command + "' 'a b; $(id)'");

        Login login = found(Map.of());

        assertThat(login.origin()).isEqualTo(Origin.PROCESS);
        assertThat(login.credentials().present().accessKey()).isEqualTo("a b; $(id)");
        assertThat(login.credentials().present().sessionToken()).isPresent();
    }

    @Test
    void takesAnIdentitysTokenOnlyToAServiceThatWasNamedHere() {
        Map<String, String> environment = Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", "/token");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> found(environment))
                .withMessageContaining("sts-url");
        local.put("sts-url", "http://sts.lab");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> found(environment))
                .withMessageContaining("https://");
    }

    @Test
    void isAnonymousElse() throws IOException {
        Login login = found(Map.of("AWS_ACCESS_KEY_ID", "user", "AWS_SECRET_ACCESS_KEY", ""));

        assertThat(login.isAnonymous()).isTrue();
        assertThat(login.credentials().present().isAnonymous()).isTrue();
    }

    private static void keep(RecordedAnnex annex, LoginSettings settings) throws IOException {
        Login.find(annex, settings).keep(annex);
    }

    @Test
    void keepsLastingCredentialsInTheRepository() throws IOException {
        RecordedAnnex annex = annex("none", "");

        keep(annex, settings(STATIC));

        assertThat(annex.credentials).containsKey("minio");
    }

    @Test
    void keepsNoTemporaryCredentials() throws IOException {
        RecordedAnnex annex = annex("none", "");

        keep(annex, settings(TEMPORARY));

        assertThat(annex.credentials).isEmpty();
    }

    @Test
    void keepsNothingWhereItWouldReachTheBranchUnasked() throws IOException {
        RecordedAnnex annex = annex("hybrid", "");
        RecordedAnnex asked = annex("hybrid", "yes");

        keep(annex, settings(STATIC));
        keep(asked, settings(STATIC));

        assertThat(annex.credentials).isEmpty();
        assertThat(asked.credentials).isNotEmpty();
    }
}
