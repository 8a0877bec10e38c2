// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

/** How a C-STORE ended (PS3.4 annex B.2.3, PS3.7 annex C). */
public enum StoreStatus {
    SUCCESS(0x0000),
    PROCESSING_FAILURE(0x0110),
    INVALID_OBJECT_INSTANCE(0x0117),
    SOP_CLASS_NOT_SUPPORTED(0x0122),
    NOT_AUTHORIZED(0x0124),
    OUT_OF_RESOURCES(0xA700),
    DATA_SET_MISMATCH(0xA900),
    CANNOT_UNDERSTAND(0xC000);

    private final int code;

    StoreStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
