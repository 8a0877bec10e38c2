// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.hook;

import java.util.Optional;
import org.bidsforge.core.pipeline.RepositoryName;

/** What came of checking a delivery. */
public sealed interface Delivery {
    /**
     * An authentic one.
     *
     * @param id the forge's, new for each sending even of the same content
     * @param type the forge's word for the event
     * @param repository where it happened, when it is about one
     */
    record Accepted(String id, String type, Optional<RepositoryName> repository, HookEvent event) implements Delivery {
        /** Equal for two deliveries of the same content; empty where that cannot be told. */
        public Optional<String> contentKey() {
            return event.contentKey().flatMap(key -> repository.map(name -> name.fullName() + " " + key));
        }
    }

    /** One that must not be believed, with a reason that may be told to the sender. */
    record Refused(String reason) implements Delivery {}
}
