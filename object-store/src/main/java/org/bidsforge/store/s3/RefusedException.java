// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.s3;

import java.io.IOException;
import java.util.Set;
import org.bidsforge.store.StoreException.Kind;

/** An answer that is not what was asked for: S3's error, or that of something that is not S3 (code is empty then). */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private static final Set<Integer> TRANSIENT_STATUS = Set.of(408, 429, 500, 502, 503, 504);
    private static final Set<String> TRANSIENT_CODE =
            Set.of("RequestTimeout", "SlowDown", "SlowDownRead", "SlowDownWrite", "InternalError", "NoSuchUpload");
    private static final Set<String> DENIED_CODE = Set.of(
            "AccessDenied",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "ExpiredToken",
            "InvalidToken",
            "InvalidTokenId",
            "UnauthorizedAccess");

    private final int status;
    private final String code;

    RefusedException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    String code() {
        return code;
    }

    Kind kind() {
        if (code.equals("NoSuchKey")) {
            return Kind.MISSING;
        }
        if (DENIED_CODE.contains(code)) {
            return Kind.DENIED;
        }
        boolean again = TRANSIENT_CODE.contains(code) || TRANSIENT_STATUS.contains(status);
        return again ? Kind.TRANSIENT : Kind.PERMANENT;
    }
}
