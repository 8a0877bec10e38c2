// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import io.minio.messages.RetentionMode;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.peer.Keeper;

/** In buckets that lock all that comes. */
class LockedMinioIT extends VersionedMinioIT {
    @Override
    protected void create(StoreLocation.S3 location, StoreCredentials credentials) {
        new Keeper(server()).makeLocked(location.bucket(), RetentionMode.COMPLIANCE);
    }
}
