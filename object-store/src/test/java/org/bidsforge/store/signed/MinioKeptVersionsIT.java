// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.nio.file.Path;
import org.bidsforge.store.peer.MinioServer;
import org.bidsforge.store.peer.S3Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class MinioKeptVersionsIT extends KeptVersionsContract {
    @TempDir
    private static Path folder;

    private static MinioServer minio;

    @BeforeAll
    static void startMinio() throws Exception {
        minio = MinioServer.start(folder);
    }

    @AfterAll
    static void stopMinio() throws Exception {
        if (minio != null) {
            minio.stop();
        }
    }

    @Override
    S3Server server() {
        return minio;
    }
}
