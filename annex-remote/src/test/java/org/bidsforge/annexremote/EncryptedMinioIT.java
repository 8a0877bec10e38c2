// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bidsforge.annexremote.GitAnnex.Ended;
import org.bidsforge.store.peer.MinioServer;
import org.bidsforge.store.peer.OwnAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A MinIO that speaks TLS with a certificate of its owner's making, as laboratories have them. */
class EncryptedMinioIT {
    @TempDir
    private Path folder;

    @Test
    void isTrustedBySettingAndRefusedWithout() throws Exception {
        OwnAuthority authority = OwnAuthority.make(folder, "ip:127.0.0.1");
        MinioServer minio = MinioServer.start(folder, authority);
        try {
            Repositories repositories =
                    new Repositories(GitAnnex.installed().get(0), folder, MinioServer.environment());
            repositories.create("origin");
            String[] settings = {"bucket=encrypted", "url=" + minio.url()};

            Ended refused = repositories.triedInitRemote("origin", "store", settings);

            assertThat(refused.exit()).isNotZero();
            assertThat(refused.output()).contains("PKIX path building failed");
            repositories.git(
                    "origin", "config", "minio.cafile", authority.certificate().toString());
            assertThat(repositories.initRemote("origin", "store", settings)).contains("may write, read, list, delete");
            SpecialRemoteContract.addSome(repositories);
            repositories.git("origin", "annex", "move", "-J4", "--to", "store", ".");
            repositories.git("origin", "annex", "get", "-J4", ".");
            repositories.git("origin", "annex", "fsck", "--fast", "--from", "store", ".");
        } finally {
            minio.stop();
        }
    }
}
