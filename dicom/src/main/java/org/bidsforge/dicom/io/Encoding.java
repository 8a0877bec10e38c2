// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.io;

import org.bidsforge.dicom.Uids;

/** The three ways elements are laid out in bytes. */
enum Encoding {
    IMPLICIT_LITTLE,
    EXPLICIT_LITTLE,
    EXPLICIT_BIG;

    static Encoding of(String transferSyntax) {
        return switch (transferSyntax) {
            case Uids.IMPLICIT_LITTLE_ENDIAN -> IMPLICIT_LITTLE;
            case Uids.EXPLICIT_BIG_ENDIAN -> EXPLICIT_BIG;
            default -> EXPLICIT_LITTLE;
        };
    }

    boolean isExplicit() {
        return this != IMPLICIT_LITTLE;
    }

    boolean isBig() {
        return this == EXPLICIT_BIG;
    }
}
