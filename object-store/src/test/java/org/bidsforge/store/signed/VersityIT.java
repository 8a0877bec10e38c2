// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.nio.file.Path;
import org.bidsforge.store.peer.S3Server;
import org.bidsforge.store.peer.VersityServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The client of our own on a real versitygw. */
class VersityIT extends FolderServerContract {
    @TempDir
    private static Path folder;

    private static VersityServer versity;

    @BeforeAll
    static void startServer() throws Exception {
        versity = VersityServer.start(folder);
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (versity != null) {
            versity.stop();
        }
    }

    @Override
    protected S3Server server() {
        return versity;
    }
}
