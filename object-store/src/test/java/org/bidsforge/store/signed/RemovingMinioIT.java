// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import org.bidsforge.store.S3Options;
import org.junit.jupiter.api.Tag;

/** In buckets that keep versions, all of which go with a deletion. */
@Tag("long")
class RemovingMinioIT extends VersionedMinioIT {
    @Override
    S3Options options() {
        return REMOVING;
    }
}
