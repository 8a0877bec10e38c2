// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import org.bidsforge.store.Bucket;
import org.bidsforge.store.StoreException;

/** What a bucket does with what is replaced or deleted. */
public record BucketState(Bucket.Versioning versioning, boolean lockable) {
    public static BucketState of(Bucket bucket) throws StoreException {
        return new BucketState(bucket.versioning(), bucket.isLockable());
    }

    @Override
    public String toString() {
        String versions = switch (versioning) {
            case OFF -> "keeps no versions";
            case ON -> "keeps versions of what is deleted";
            case SUSPENDED -> "keeps versions from before";
        };
        return versions + (lockable ? ", can lock them" : ", has no locks");
    }
}
