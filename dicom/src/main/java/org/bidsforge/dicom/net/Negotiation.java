// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.util.List;
import org.bidsforge.dicom.SopClasses;
import org.bidsforge.dicom.Uids;

/** Which of a peer's proposals a storage server takes: every storage class in every transfer syntax. */
final class Negotiation {
    private Negotiation() {}

    static PresentationContext answer(PresentationContext proposed) {
        List<String> syntaxes =
                proposed.transferSyntaxes().stream().filter(Uids::isValid).toList();
        if (syntaxes.isEmpty()) {
            return proposed.withoutTransferSyntax();
        }
        boolean verification = proposed.abstractSyntax().equals(Uids.VERIFICATION);
        if (!verification && !SopClasses.isStorage(proposed.abstractSyntax())) {
            return proposed.reject(PresentationContext.NO_ABSTRACT_SYNTAX);
        }
        return proposed.accept(best(syntaxes));
    }

    /** Explicit little endian where it is offered; else compressed as it is, so that nobody transcodes; else the rest. */
    private static String best(List<String> offered) {
        if (offered.contains(Uids.EXPLICIT_LITTLE_ENDIAN)) {
            return Uids.EXPLICIT_LITTLE_ENDIAN;
        }
        for (String syntax : offered) {
            if (Uids.isEncapsulated(syntax)) {
                return syntax;
            }
        }
        return offered.contains(Uids.IMPLICIT_LITTLE_ENDIAN) ? Uids.IMPLICIT_LITTLE_ENDIAN : offered.get(0);
    }
}
