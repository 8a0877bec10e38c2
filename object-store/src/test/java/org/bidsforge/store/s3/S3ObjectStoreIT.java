// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.minio.messages.RetentionMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.S3StoreContract;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.peer.DigestGateway;
import org.bidsforge.store.peer.Keeper;
import org.bidsforge.store.peer.RunningMinio;
import org.bidsforge.store.peer.S3Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** minio-java on a real MinIO. */
class S3ObjectStoreIT extends S3StoreContract {
    @RegisterExtension
    private static final RunningMinio MINIO = new RunningMinio();

    @Override
    protected S3Server server() {
        return MINIO.server();
    }

    @Override
    protected ObjectStore open(StoreLocation.S3 location, StoreCredentials credentials) {
        return location.open(credentials);
    }

    @Override
    protected void create(StoreLocation.S3 location, StoreCredentials credentials) throws StoreException {
        location.create(credentials);
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

    @Test
    void storesInABucketThatLocksAllThatComes() throws IOException {
        new Keeper(server()).makeLocked("locked", RetentionMode.COMPLIANCE);
        try (DigestGateway gateway = new DigestGateway(server())) {
            ObjectStore store = open(gateway.location("locked"), gateway.owner());

            store.put("small", ObjectContent.of(3, () -> new ByteArrayInputStream(new byte[3])));
            store.put("large", large());

            assertThat(store.find("small")).isPresent();
            assertThat(store.find("large")).isPresent();
        }
    }
}
