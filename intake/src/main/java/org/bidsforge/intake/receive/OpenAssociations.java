// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.receive;

import java.util.HashSet;
import java.util.Set;
import org.bidsforge.intake.spool.SpoolSession;

/**
 * Which sessions an open association has sent objects of: these do not close before it ends. An association is its
 * thread, on which the server makes all its calls.
 */
public final class OpenAssociations {
    private final ThreadLocal<Set<SpoolSession>> held = ThreadLocal.withInitial(HashSet::new);

    void holds(SpoolSession session) {
        if (held.get().add(session)) {
            session.hold();
        }
    }

    void ended(boolean released) {
        held.get().forEach(session -> session.letGo(released));
        held.remove();
    }
}
