// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

/**
 * A person as the study knows it.
 *
 * @param label name and identifier in de-identified objects
 * @param dateShiftDays days added to every date, the same for all sessions of the subject
 */
public record Subject(String label, int dateShiftDays) {
    public Subject {
        if (!label.matches("[A-Za-z0-9]{1,64}")) {
            throw new IllegalArgumentException("A subject's label has letters and digits only: " + label);
        }
    }
}
