// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.util.Set;
import org.bidsforge.store.peer.RunningMinio;
import org.bidsforge.store.peer.S3Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client of our own on a real MinIO. */
class MinioIT extends SignedStoreContract {
    @RegisterExtension
    private static final RunningMinio MINIO = new RunningMinio();

    @Override
    protected S3Server server() {
        return MINIO.server();
    }

    /** MinIO keeps such objects but lists only the upper one, which is why the port advises against such names. */
    @Override
    protected Set<String> listedWithOneBelow() {
        return Set.of("a");
    }

    @Test
    void doesNotTakeTheConsoleForAStore() {
        requireNoStore(MINIO.server().console("bucket"));
    }
}
