// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.git;

import java.util.Optional;
import org.bidsforge.embedded.store.StoredRepository;
import org.jspecify.annotations.Nullable;

/** Decides who may fetch and push what. */
public interface GitGate {
    /**
     * Lets a request in or not.
     *
     * @param authorization the header of that name
     */
    Admission admit(String owner, String name, @Nullable String authorization, boolean write);

    /** The answer of the gate. */
    sealed interface Admission {}

    /** Come in. */
    record Open(StoredRepository repository, Pushes pushes) implements Admission {}

    /** Stay out: the status of the answer, and why. */
    record Closed(int status, String reason) implements Admission {}

    /** What a push does to a ref. */
    enum Kind {
        CREATE,
        FORWARD,
        REWRITE,
        DELETE
    }

    /** What pushes of the one who came in may do. */
    interface Pushes {
        /** Why this change is refused, if it is. */
        Optional<String> refusal(String ref, Kind kind);

        /** The push is done. */
        void pushed();
    }
}
