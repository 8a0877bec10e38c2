// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.events;

import org.bidsforge.embedded.store.StoredRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** A branch or tag that is somewhere else now; forty zeros stand for "not there". */
public record RefMove(StoredRepository repository, Actor actor, String ref, String before, String after) {
    public static final String NOWHERE = ObjectId.zeroId().name();

    public boolean created() {
        return before.equals(NOWHERE);
    }

    public boolean deleted() {
        return after.equals(NOWHERE);
    }

    public boolean branch() {
        return ref.startsWith(Constants.R_HEADS);
    }

    public String shortName() {
        return ref.substring(branch() ? Constants.R_HEADS.length() : Constants.R_TAGS.length());
    }
}
