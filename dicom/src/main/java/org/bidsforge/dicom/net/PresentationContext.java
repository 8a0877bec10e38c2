// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.util.List;
import org.bidsforge.dicom.Uids;

/** A kind of object and the ways to encode it, as proposed; or, in an answer, the one way accepted. */
record PresentationContext(int id, int result, String abstractSyntax, List<String> transferSyntaxes) {
    static final int ACCEPTED = 0;
    static final int NO_ABSTRACT_SYNTAX = 3;
    static final int NO_TRANSFER_SYNTAX = 4;

    static PresentationContext proposed(int id, String abstractSyntax, List<String> transferSyntaxes) {
        return new PresentationContext(id, ACCEPTED, abstractSyntax, List.copyOf(transferSyntaxes));
    }

    boolean isAccepted() {
        return result == ACCEPTED && transferSyntaxes.size() == 1;
    }

    PresentationContext accept(String transferSyntax) {
        return new PresentationContext(id, ACCEPTED, abstractSyntax, List.of(transferSyntax));
    }

    /** The answer to a proposal that names no transfer syntax at all. */
    PresentationContext withoutTransferSyntax() {
        return new PresentationContext(id, NO_TRANSFER_SYNTAX, abstractSyntax, List.of(Uids.IMPLICIT_LITTLE_ENDIAN));
    }

    PresentationContext reject(int reason) {
        // The standard wants a transfer syntax even here; its value means nothing.
        return new PresentationContext(id, reason, abstractSyntax, transferSyntaxes.subList(0, 1));
    }
}
