// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.util.ArrayList;
import java.util.List;

/** The presentation contexts a client proposes; their identifiers are odd numbers. */
final class Proposal {
    private final List<PresentationContext> contexts = new ArrayList<>();

    void add(String abstractSyntax, List<String> transferSyntaxes) {
        int id = contexts.size() * 2 + 1;
        PresentationContext context = PresentationContext.proposed(id, abstractSyntax, transferSyntaxes);
        boolean known = contexts.stream()
                .anyMatch(other -> other.abstractSyntax().equals(abstractSyntax)
                        && other.transferSyntaxes().equals(transferSyntaxes));
        if (!known) {
            contexts.add(context);
        }
    }

    int size() {
        return contexts.size();
    }

    List<PresentationContext> contexts() {
        return List.copyOf(contexts);
    }
}
