// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

package org.bidsforge.intake.commit;

import java.util.Optional;
import java.util.SortedMap;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.annex.RemoteLog;

/**
 * The repository's special remote for its content.
 *
 * @param uuid git-annex's name for it
 * @param prefix what the names of its objects begin with
 */
record StoreRemote(String uuid, String prefix) {
    private static final String NAME = "store";

    /** Reads the remote that the study was created with. */
    static Optional<StoreRemote> of(RemoteLog log) {
        return log.uuidOf(NAME).map(uuid -> {
            Optional<SortedMap<String, String>> settings = log.settings(uuid);
            return new StoreRemote(uuid, settings.map(map -> map.getOrDefault("prefix", "")).orElse(""));
        });
    }

    /** The layout of git-annex's own S3 remote. */
    String objectName(AnnexKey key) {
        return prefix + key.fileName();
    }
}
