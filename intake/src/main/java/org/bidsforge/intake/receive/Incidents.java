// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.receive;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.bidsforge.dicom.net.AssociationEvent;
import org.bidsforge.dicom.net.StoreRequest;
import org.bidsforge.intake.board.Board;
import org.bidsforge.intake.board.Incident;
import org.bidsforge.intake.board.Incident.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what went wrong while receiving, in the log and on the board, without anything that an object says. */
public final class Incidents {
    private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final Board board;
    private final InstantSource clock;
    private final Map<Kind, Instant> last = new EnumMap<>(Kind.class);

    public Incidents(Board board, InstantSource clock) {
        this.board = board;
        this.clock = clock;
    }

    void noRoom() {
        // Every refused object would say the same.
        if (silent(Kind.SPACE)) {
            return;
        }
        tell(Kind.SPACE, "Objects are refused: the disk of the spool has less free space than BIDSFORGE_SPOOL_RESERVE");
    }

    void spool(String action, IOException failure) {
        // Every object of a session would say the same.
        if (silent(Kind.SPOOL)) {
            return;
        }
        LOG.debug("Cannot {}", action, failure);
        tell(Kind.SPOOL, "Cannot " + action + ": " + failure.getMessage());
    }

    void object(StoreRequest request, String problem) {
        tell(
                Kind.OBJECT,
                "An object from " + request.callingTitle() + " at " + request.peerAddress() + " was refused: "
                        + problem);
    }

    void conflict(String session) {
        tell(
                Kind.CONFLICT,
                "An object of session " + session + " came again with the same SOP Instance UID and other content; "
                        + "both are kept and the session waits for a person");
    }

    void association(AssociationEvent event, String what) {
        tell(
                Kind.ASSOCIATION,
                "An association from " + event.peerAddress() + " " + what + ": " + event.reason() + " ("
                        + event.objects() + " objects stored)");
    }

    private void tell(Kind kind, String message) {
        LOG.warn("{}", message);
        board.incident(new Incident(kind, message));
    }

    private synchronized boolean silent(Kind kind) {
        Instant now = clock.instant();
        Instant before = last.getOrDefault(kind, Instant.MIN);
        if (before.isAfter(now.minus(QUIET))) {
            return true;
        }
        last.put(kind, now);
        return false;
    }
}
