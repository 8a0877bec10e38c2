// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.util.Optional;

/** Protocol data units of PS3.8 section 9.3, with the most that the body of one may have. */
enum PduType {
    ASSOCIATE_REQUEST(1, 512 << 10),
    ASSOCIATE_ACCEPT(2, 512 << 10),
    ASSOCIATE_REJECT(3, 16),
    DATA(4, Integer.MAX_VALUE),
    RELEASE_REQUEST(5, 16),
    RELEASE_RESPONSE(6, 16),
    ABORT(7, 16);

    private final int code;
    private final int limit;

    PduType(int code, int limit) {
        this.code = code;
        this.limit = limit;
    }

    int code() {
        return code;
    }

    int limit() {
        return limit;
    }

    static Optional<PduType> of(int code) {
        return code >= 1 && code <= 7 ? Optional.of(values()[code - 1]) : Optional.empty();
    }
}
