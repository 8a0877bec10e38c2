// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bidsforge.annexremote.GitAnnex.Ended;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.peer.MinioServer;
import org.bidsforge.store.peer.RunningMinio;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MinioRemoteIT extends SpecialRemoteContract {
    @RegisterExtension
    private static final RunningMinio MINIO = new RunningMinio();

    @TempDir
    private Path work;

    private final String bucket = RunningMinio.newBucket();

    @Override
    List<String> store() {
        return List.of("url=" + MINIO.server().url(), "bucket=" + bucket);
    }

    @Override
    Map<String, String> environment() {
        return MinioServer.environment();
    }

    @Override
    ObjectStore objects() {
        return StoreLocation.parse("s3+" + MINIO.server().url() + "/" + bucket).open(MinioServer.credentials());
    }

    private Repositories published(GitAnnex annex) throws Exception {
        Repositories repositories = new Repositories(annex, work, environment());
        repositories.create("origin");
        repositories.initRemote(
                "origin", "store", "autoenable=true", "url=" + MINIO.server().url(), "bucket=" + bucket);
        addSome(repositories);
        repositories.git("origin", "annex", "copy", "-J4", "--to", "store", ".");
        repositories.publish("origin");
        return repositories;
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void tellsACloneWithoutCredentialsHowToLogIn(GitAnnex annex) throws Exception {
        Repositories owner = published(annex);
        Repositories stranger = owner.as(Map.of());

        String init = stranger.cloneHub("clone");
        Ended get = stranger.tried("clone", "git", "annex", "get", ".");
        owner.git("clone", "annex", "enableremote", "store");
        stranger.git("clone", "annex", "get", "-J4", ".");

        assertThat(init).contains("enabled without credentials").contains("git-annex-remote-minio login store");
        assertThat(get.exit()).isNotZero();
        assertThat(get.output()).contains("no credentials");
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void keepsCredentialsOutOfEverythingThatIsShared(GitAnnex annex) throws Exception {
        Repositories repositories = published(annex);
        String secret = environment().get("AWS_SECRET_ACCESS_KEY");

        assertThat(repositories.git("origin", "show", "git-annex:remote.log")).doesNotContain(secret);
        assertThat(repositories.git("origin", "annex", "info", "store"))
                .contains("credentials: this repository")
                .doesNotContain(secret);
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void enablesACloneWhileTheServerIsAway(GitAnnex annex) throws Exception {
        Repositories repositories = published(annex);
        repositories.git("origin", "annex", "enableremote", "store", "url=http://127.0.0.1:1");
        repositories.git("origin", "push", "-q", "hub", "main", "git-annex");

        String init = repositories.cloneHub("clone");

        assertThat(init).contains("enabled, though the store does not answer");
        assertThat(repositories.git("clone", "remote")).contains("store");
    }

    @ParameterizedTest
    @MethodSource("gitAnnex")
    void refusesTheConsolesPort(GitAnnex annex) throws Exception {
        Repositories repositories = new Repositories(annex, work, environment());
        repositories.create("origin");

        Ended init = repositories.triedInitRemote(
                "origin", "store", "url=" + MINIO.server().consoleUrl(), "bucket=" + bucket);

        assertThat(init.exit()).isNotZero();
        assertThat(init.output()).contains("not from an S3 server");
    }
}
