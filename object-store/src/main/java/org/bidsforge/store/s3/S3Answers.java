// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.bidsforge.store.RefusedException;

/**
 * Lets only the answers of S3 pass, and only good ones. Other programs answer, too: a server's console port gives 200
 * and a page to any request, a proxy its error page. Errors are read here, because minio-java would read one of any
 * length.
 */
final class S3Answers implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        if (response.header("x-amz-request-id") != null && response.isSuccessful()) {
            return response;
        }
        try (response) {
            throw refused(response);
        }
    }

    private static RefusedException refused(Response response) throws IOException {
        int status = response.code();
        if (response.header("x-amz-request-id") == null) {
            return RefusedException.ofOther(status, response.header("Content-Type", "no content"));
        }
        return RefusedException.ofS3(
                status, text(response), Optional.ofNullable(response.header("x-minio-error-code")));
    }

    private static String text(Response response) throws IOException {
        try (InputStream body = response.body().byteStream()) {
            return new String(body.readNBytes(RefusedException.LONGEST_TEXT), StandardCharsets.UTF_8);
        }
    }
}
