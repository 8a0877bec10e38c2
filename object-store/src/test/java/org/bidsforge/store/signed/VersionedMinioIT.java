// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.peer.Keeper;
import org.junit.jupiter.api.Test;

/** In buckets that keep versions and delete markers. */
class VersionedMinioIT extends MinioIT {
    @Override
    protected void create(StoreLocation.S3 location, StoreCredentials credentials) {
        new Keeper(server()).makeVersioned(location.bucket());
    }

    /** MinIO lists nothing below a hidden object, which is one more reason for the port's advice. */
    @Override
    @Test
    protected void keepsANameThatIsAlsoAFolderOfOthers() throws IOException {
        ObjectStore store = store();
        store.put("a", ObjectContent.ofBytes(new byte[1]));
        store.put("a/b", ObjectContent.ofBytes(new byte[2]));

        store.delete("a");

        assertThat(store.find("a")).isEmpty();
        assertThat(store.find("a/b")).isPresent();
    }
}
