// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import org.bidsforge.store.peer.CephServer;
import org.bidsforge.store.peer.S3Server;
import org.junit.jupiter.api.BeforeAll;

class CephKeptVersionsIT extends KeptVersionsContract {
    private static CephServer ceph;

    @BeforeAll
    static void startCeph() throws Exception {
        ceph = CephServer.shared();
    }

    @Override
    S3Server server() {
        return ceph;
    }
}
