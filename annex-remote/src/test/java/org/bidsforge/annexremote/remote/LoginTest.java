// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.bidsforge.annexremote.protocol.Annex;
import org.junit.jupiter.api.Test;

class LoginTest {
    private static final Map<String, String> STATIC =
            Map.of("AWS_ACCESS_KEY_ID", "user", "AWS_SECRET_ACCESS_KEY", "secret");
    private static final Map<String, String> TEMPORARY =
            Map.of("AWS_ACCESS_KEY_ID", "user", "AWS_SECRET_ACCESS_KEY", "secret", "AWS_SESSION_TOKEN", "token");

    private static RecordedAnnex annex(String encryption, String embedcreds) {
        return new RecordedAnnex(".git", Map.of("encryption", encryption, "embedcreds", embedcreds));
    }

    @Test
    void prefersWhatTheRepositoryKeeps() throws IOException {
        RecordedAnnex annex = annex("none", "");
        annex.credentials.put("minio", new Annex.Credentials("kept", "secret"));

        Login login = Login.find(annex, STATIC, "");

        assertThat(login.credentials().accessKey()).isEqualTo("kept");
        assertThat(login.origin()).isEqualTo(Login.Origin.REPOSITORY);
    }

    @Test
    void takesTheEnvironmentWithItsSessionToken() throws IOException {
        Login login = Login.find(annex("none", ""), TEMPORARY, "eu-west-1");

        assertThat(login.credentials().accessKey()).isEqualTo("user");
        assertThat(login.credentials().sessionToken().orElseThrow().value()).isEqualTo("token");
        assertThat(login.credentials().region()).isEqualTo("eu-west-1");
    }

    @Test
    void isAnonymousElse() throws IOException {
        Map<String, String> half = Map.of("AWS_ACCESS_KEY_ID", "user", "AWS_SECRET_ACCESS_KEY", "");

        assertThat(Login.find(annex("none", ""), half, "").credentials().isAnonymous())
                .isTrue();
    }

    @Test
    void keepsLastingCredentialsInTheRepository() throws IOException {
        RecordedAnnex annex = annex("none", "");

        Login.ofEnvironment(STATIC, "").orElseThrow().keep(annex);

        assertThat(annex.credentials).containsKey("minio");
    }

    @Test
    void keepsNoTemporaryCredentials() throws IOException {
        RecordedAnnex annex = annex("none", "");

        Login.ofEnvironment(TEMPORARY, "").orElseThrow().keep(annex);

        assertThat(annex.credentials).isEmpty();
    }

    @Test
    void keepsNothingWhereItWouldReachTheBranchUnasked() throws IOException {
        RecordedAnnex annex = annex("hybrid", "");
        RecordedAnnex asked = annex("hybrid", "yes");

        Login.ofEnvironment(STATIC, "").orElseThrow().keep(annex);
        Login.ofEnvironment(STATIC, "").orElseThrow().keep(asked);

        assertThat(annex.credentials).isEmpty();
        assertThat(asked.credentials).isNotEmpty();
    }
}
