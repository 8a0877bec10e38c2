// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.receive;

import org.bidsforge.dicom.net.AssociationEvent;
import org.bidsforge.dicom.net.AssociationListener;

/** Hears of the end of associations: lets their sessions close, and reports those that ended badly. */
public final class AssociationWatch implements AssociationListener {
    private final OpenAssociations associations;
    private final Incidents incidents;

    public AssociationWatch(OpenAssociations associations, Incidents incidents) {
        this.associations = associations;
        this.incidents = incidents;
    }

    @Override
    public void ended(AssociationEvent event) {
        associations.ended(event.kind() == AssociationEvent.Kind.RELEASED);
        switch (event.kind()) {
            case RELEASED -> {
                // The sender had its say.
            }
            case REFUSED -> incidents.association(event, "was refused");
            case ABORTED -> incidents.association(event, "ended early");
            case NOT_DICOM -> incidents.association(event, "does not speak DICOM");
        }
    }
}
