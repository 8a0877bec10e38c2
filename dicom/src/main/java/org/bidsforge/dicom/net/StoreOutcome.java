// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.nio.file.Path;

/** What a peer, or the client for it, said to one file; {@code status} is negative where it was not sent at all. */
public record StoreOutcome(Path file, String sopInstance, int status, String message) {
    static final int NOT_SENT = -1;

    /** Stored, maybe with a warning (PS3.7 annex C: Bxxx). */
    public boolean isStored() {
        return status == 0 || (status > 0 && (status & 0xF000) == 0xB000);
    }
}
