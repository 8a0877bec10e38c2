// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.events;

import org.bidsforge.embedded.store.Pull;
import org.bidsforge.embedded.wire.Shape;

/** Starts the workflows that an event asks for, in the transaction of the event. */
public interface WorkflowTrigger {
    /** A branch or tag has moved; the event is what hooks are told. */
    void pushed(RefMove move, Shape event);

    /** A merge request was opened, reopened or synchronized. */
    void pull(Pull pull, String action, Actor actor);
}
