// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static org.assertj.core.api.Assertions.assertThat;

import io.minio.messages.RetentionMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.peer.DigestGateway;
import org.bidsforge.store.peer.Keeper;
import org.bidsforge.store.peer.S3Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In buckets that lock all that comes, on a server that then wants a digest with it. */
class LockedMinioIT extends VersionedMinioIT {
    private Optional<DigestGateway> gateway = Optional.empty();

    @Override
    protected S3Server server() {
        if (gateway.isEmpty()) {
            try {
                gateway = Optional.of(new DigestGateway(super.server()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return gateway.get();
    }

    @AfterEach
    void closeGateway() throws IOException {
        if (gateway.isPresent()) {
            gateway.get().close();
        }
    }

    @Override
    protected void create(StoreLocation.S3 location, StoreCredentials credentials) {
        new Keeper(super.server()).makeLocked(location.bucket(), RetentionMode.COMPLIANCE);
    }

    /** Such as what git-annex has encrypted. */
    @Test
    void storesContentOfWhichNoDigestIsKnown() throws IOException {
        ObjectStore store = store();

        store.put("a", ObjectContent.of(3, () -> new ByteArrayInputStream(new byte[3])));

        assertThat(store.find("a")).isPresent();
    }
}
