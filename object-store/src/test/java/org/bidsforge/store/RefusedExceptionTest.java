// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.bidsforge.store.StoreException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedExceptionTest {
    private static RefusedException said(int status, String code, String message) {
        return RefusedException.ofS3(
                status, "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>", Optional.empty());
    }

    /** As MinIO, AWS, Ceph and versitygw say it. */
    @ParameterizedTest
    @CsvSource({
        "InvalidRequest, Object is WORM protected and cannot be overwritten",
        "AccessDenied, Access Denied because object protected by object lock.",
        "AccessDenied, forbidden by object lock",
        "ObjectLocked, Object is under retention"
    })
    void knowsALock(String code, String message) {
        RefusedException refused = said(403, code, message);

        assertThat(refused.isLocked()).isTrue();
        assertThat(refused.kind()).isEqualTo(Kind.PERMANENT);
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDenied, Access Denied.",
        "InvalidRequest, Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters",
        "InvalidRequest, Bucket is missing Object Lock Configuration"
    })
    void takesNothingElseForALock(String code, String message) {
        assertThat(said(400, code, message).isLocked()).isFalse();
    }

    @Test
    void takesTheCodeFromTheStatusWhereNoneIsTold() {
        RefusedException missing = RefusedException.ofS3(404, "", Optional.empty());

        assertThat(missing.code()).isEqualTo("NoSuchKey");
        assertThat(missing.isTold()).isFalse();
        assertThat(missing.kind()).isEqualTo(Kind.MISSING);
    }

    @ParameterizedTest
    @CsvSource({"503, SlowDown", "500, InternalError", "400, RequestTimeout", "429, TooManyRequests"})
    void sendsAgainWhatMayPass(int status, String code) {
        assertThat(said(status, code, "later").kind()).isEqualTo(Kind.TRANSIENT);
    }
}
