// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.util.Set;
import org.bidsforge.dicom.Dictionary;

/** UIDs that name kinds of things, not things: classes, syntaxes, coding schemes, software. */
final class UidAttributes {
    private static final Set<String> WORDS = Set.of("SOPClass", "TransferSyntax", "CodingScheme", "Mapping", "Context");

    private UidAttributes() {}

    static boolean areKept(int tag) {
        String keyword = Dictionary.keyword(tag);
        return WORDS.stream().anyMatch(keyword::contains) || keyword.equals("ImplementationClassUID");
    }
}
