// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.steward;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.service.inbox.Delivery;

/**
 * What a batch of deliveries asks for.
 *
 * @param all whether all sessions of the study are to be looked at
 * @param sessions those that deserve a closer look
 * @param redo those that a person wants done again
 * @param reconcile whether no event asked for the look
 */
record Hints(boolean all, Set<SessionName> sessions, Set<SessionName> redo, boolean reconcile) {
    static Hints of(List<Delivery> deliveries) {
        boolean all = false;
        boolean reconcile = true;
        Set<SessionName> sessions = new HashSet<>();
        Set<SessionName> redo = new HashSet<>();
        for (Delivery delivery : deliveries) {
            reconcile &= delivery.eventType().equals(StudySteward.RECONCILE);
            if (delivery.session().isEmpty()) {
                all = true;
            } else {
                SessionName session = SessionName.parse(delivery.session());
                sessions.add(session);
                if (delivery.eventType().equals(StudySteward.REDO)) {
                    redo.add(session);
                }
            }
        }
        return new Hints(all, sessions, redo, reconcile);
    }

    /** Whether the forge's statuses and comments of the session are to be compared, too. */
    boolean closely(SessionName session) {
        return reconcile || sessions.contains(session);
    }
}
