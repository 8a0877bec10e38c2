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
    @Override
    protected final ObjectStore open(StoreLocation.S3 location, StoreCredentials credentials) {
        return location.open(credentials, S3Options.standard());
    }

    @Override
    protected final void create(StoreLocation.S3 location, StoreCredentials credentials) throws StoreException {
        location.create(credentials, S3Options.standard());
    }
}
