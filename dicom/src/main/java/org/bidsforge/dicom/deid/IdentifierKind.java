// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

/** What an identifier is; told in reports in place of the identifier itself. */
public enum IdentifierKind {
    NAME,
    ID,
    DATE,
    UID,
    DEVICE,
    PLACE,
    CONTACT
}
