// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.commit;

import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.StudyName;

/**
 * The repository's special remote for its content.
 *
 * @param uuid git-annex's name for it
 * @param prefix what the names of its objects in the store begin with
 */
record StoreRemote(String uuid, String prefix) {
    /** The remote's name in every clone. */
    static final String NAME = "store";

    static StoreRemote of(StudyName study, String uuid) {
        return new StoreRemote(uuid, study + "/" + RepositoryKind.SOURCEDATA.label() + "/");
    }

    /** The layout of git-annex's own S3 remote. */
    String objectName(AnnexKey key) {
        return prefix + key.fileName();
    }
}
