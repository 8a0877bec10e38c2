// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import org.bidsforge.store.peer.RunningMinio;
import org.bidsforge.store.peer.S3Server;
import org.junit.jupiter.api.extension.RegisterExtension;

class MinioKeptVersionsIT extends KeptVersionsContract {
    @RegisterExtension
    private static final RunningMinio MINIO = new RunningMinio();

    @Override
    S3Server server() {
        return MINIO.server();
    }
}
