// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import io.minio.messages.RetentionMode;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.peer.Keeper;
import org.junit.jupiter.api.Tag;

/** In buckets that lock all that comes. */
@Tag("long")
class LockedCephIT extends CephIT {
    @Override
    protected void create(StoreLocation.S3 location, StoreCredentials credentials) {
        new Keeper(server()).makeLocked(location.bucket(), RetentionMode.GOVERNANCE);
    }
}
