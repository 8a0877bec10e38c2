// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.course;

import java.io.IOException;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.dicom.deid.IdentifierSet;
import org.bidsforge.dicom.deid.Pseudonyms;
import org.bidsforge.intake.commit.Repositories;
import org.bidsforge.intake.commit.Sourcedata;
import org.bidsforge.intake.deidentify.Inventory;
import org.bidsforge.intake.deidentify.Packing;
import org.bidsforge.intake.deidentify.Replacing;
import org.bidsforge.intake.deidentify.SessionPacker;
import org.bidsforge.intake.route.Router;
import org.bidsforge.intake.route.Routing;
import org.bidsforge.intake.spool.Batch;
import org.bidsforge.intake.spool.Destination;
import org.bidsforge.intake.spool.SpoolSession;

/** Routes a session, de-identifies and packs it, and commits it to the study's sourcedata. */
public final class SourcedataCourse implements Course {
    private final Router router;
    private final Repositories repositories;

    public SourcedataCourse(Router router, Repositories repositories) {
        this.router = router;
        this.repositories = repositories;
    }

    @Override
    public boolean knows(StudyName study) throws IOException {
        return router.knows(study);
    }

    @Override
    public Ending run(SpoolSession session, Batch batch) throws IOException {
        if (batch.conflicts() > 0) {
            return Ending.Held.because(batch.conflicts()
                    + " objects came again with the same SOP Instance UID and other content; bidsforge-intake keep "
                    + session.id() + " first|second decides");
        }
        Inventory inventory = Inventory.of(session, batch);
        IdentifierSet identifiers = inventory.identifiers().toSet();
        Routing routing =
                router.route(inventory.facts(), batch.destination().stream().toList());
        if (routing instanceof Routing.Found found) {
            session.routed(
                    new Destination(found.study().toString(), found.session().toString()));
            return commit(session, batch, inventory, found);
        }
        Routing.Unclear unclear = (Routing.Unclear) routing;
        String reason = unclear.reason();
        if (identifiers.occursIn(reason)) {
            // What the console was told may be the name of a person in the wrong place.
            reason = "the objects name a study, subject or session that cannot be used, and that is not shown here "
                    + "because it holds what identifies a person";
        }
        return new Ending.Held(reason, unclear.awaited());
    }

    private Ending commit(SpoolSession session, Batch batch, Inventory inventory, Routing.Found found)
            throws IOException {
        Pseudonyms pseudonyms = router.pseudonyms(found.study());
        Replacing replaces = Replacing.REFUSED;
        if (batch.replaces()) {
            replaces = Replacing.ALLOWED;
        }
        try (Sourcedata sourcedata = repositories.open(found.study())) {
            SessionPacker packer = new SessionPacker(sourcedata, found, pseudonyms, session.workFolder());
            Packing packing = packer.pack(inventory, replaces);
            if (packing instanceof Packing.Stopped stopped) {
                return Ending.Held.because(stopped.reason());
            }
            session.committing();
            return new Ending.Committed(sourcedata.commit(((Packing.Ready) packing).commit()));
        }
    }
}
