// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.peer.Keeper;
import org.junit.jupiter.api.Tag;

/** In buckets that keep versions and delete markers. */
@Tag("long")
class VersionedCephIT extends CephIT {
    @Override
    protected void create(StoreLocation.S3 location, StoreCredentials credentials) {
        new Keeper(server()).makeVersioned(location.bucket());
    }
}
