// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.peer.CephServer;
import org.bidsforge.store.peer.ExpiringGateway;
import org.bidsforge.store.peer.MinioServer;
import org.bidsforge.store.peer.S3Server;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers with credentials that the token services of real servers give, and that end. */
class TemporaryCredentialsIT {
    private static final int LARGE = (150 << 20) + 12_345;
    private static final long BYTES_PER_TOKEN = 40 << 20;
    private static final long BYTES_PER_SECOND = 30 << 20;

    @TempDir
    private Path folder;

    private GitAnnex annex;

    @BeforeEach
    void findNewest() throws Exception {
        annex = GitAnnex.newest();
    }

    private Repositories repository(S3Server server, int port, String role) throws Exception {
        StoreCredentials owner = server.owner();
        Repositories repositories = new Repositories(
                annex,
                folder,
                Map.of(
                        "AWS_ACCESS_KEY_ID",
                        owner.accessKey(),
                        "AWS_SECRET_ACCESS_KEY",
                        owner.secretKey().value()));
        repositories.create("origin");
        repositories.initRemote(
                "origin", "store", "url=http://127.0.0.1:" + port, "bucket=temporary", "role-arn=" + role);
        return repositories;
    }

    @Test
    void goesOnWithNewCredentialsWhereTheOldOnesEnd() throws Exception {
        MinioServer minio = MinioServer.start(folder);
        try (ExpiringGateway gateway = new ExpiringGateway(minio.port(), BYTES_PER_TOKEN, BYTES_PER_SECOND)) {
            Repositories repositories = repository(minio, gateway.port(), "arn:minio:iam:::role/any");
            repositories.add("origin", Map.of("large", SpecialRemoteContract.noise(LARGE)));
            long before = gateway.sent();

            repositories.git("origin", "annex", "move", "--to", "store", "large");

            int refused = gateway.refused();
            assertThat(refused).isGreaterThan(1);
            assertThat(gateway.sent() - before).as("no part goes twice").isBetween((long) LARGE, LARGE + 100_000L);

            repositories.git("origin", "annex", "get", "large");

            assertThat(gateway.refused()).isGreaterThan(refused + 1);
            assertThat(repositories.file("origin", "large")).hasBinaryContent(SpecialRemoteContract.noise(LARGE));
        } finally {
            minio.stop();
        }
    }

    @Test
    void takesOnARoleOfCeph() throws Exception {
        CephServer ceph = CephServer.shared();
        Repositories repositories = repository(ceph, ceph.port(), CephServer.ROLE);
        SpecialRemoteContract.addSome(repositories);

        repositories.git("origin", "annex", "move", "-J2", "--to", "store", ".");
        repositories.git("origin", "annex", "get", "-J2", ".");

        repositories.git("origin", "annex", "fsck", ".");
        assertThat(repositories.git("origin", "annex", "info", "store")).contains("in a role");
        assertThat(Files.readString(folder.resolve("origin/.git/config"))).doesNotContain("test-password");
    }
}
