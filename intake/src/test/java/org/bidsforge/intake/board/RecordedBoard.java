// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.board;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told. */
public final class RecordedBoard implements Board {
    private final List<Progress> sessions = new CopyOnWriteArrayList<>();
    private final List<Incident> incidents = new CopyOnWriteArrayList<>();

    @Override
    public void session(Progress progress) {
        sessions.add(progress);
    }

    @Override
    public void incident(Incident incident) {
        incidents.add(incident);
    }

    public List<Progress> sessions() {
        return sessions;
    }

    public List<String> states() {
        return sessions.stream().map(Progress::state).toList();
    }

    public List<Incident> incidents() {
        return incidents;
    }
}
