// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

/**
 * One received object as the journal knows it.
 *
 * @param number its name in the session's folder, unique there and never used again
 * @param instance fingerprint of its SOP Instance UID
 * @param series fingerprint of its Series Instance UID
 * @param content fingerprint of its bytes
 * @param size bytes of the file
 * @param conflict whether another object of the same instance with other bytes came first
 */
public record SpoolObject(int number, String instance, String series, String content, long size, boolean conflict) {
    public SpoolObject {
        if (number < 1) {
            throw new IllegalArgumentException("number of a spooled object must be positive: " + number);
        }
    }

    public String fileName() {
        return number + ".dcm";
    }
}
