// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.S3Options;
import org.bidsforge.store.S3StoreContract;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreLocation;

/** What holds for the client of our own on every server. */
abstract class SignedStoreContract extends S3StoreContract {
    /** Removes all versions of what is deleted. */
    static final S3Options REMOVING = removing(S3Options.standard());

    private static S3Options removing(S3Options hiding) {
        return new S3Options(
                hiding.certificates(),
                hiding.proxy(),
                hiding.region(),
                hiding.addressing(),
                hiding.partSize(),
                hiding.storageClass(),
                hiding.encryption(),
                S3Options.Deletion.ALL_VERSIONS);
    }

    S3Options options() {
        return S3Options.standard();
    }

    @Override
    protected final ObjectStore open(StoreLocation.S3 location, StoreCredentials credentials) {
        return location.open(credentials, options());
    }

    @Override
    protected void create(StoreLocation.S3 location, StoreCredentials credentials) throws StoreException {
        location.create(credentials, S3Options.standard());
    }
}
