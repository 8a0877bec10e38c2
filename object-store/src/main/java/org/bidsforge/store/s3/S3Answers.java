// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Lets only the answers of S3 pass, and only good ones. Other programs answer, too: a server's console port gives 200
 * and a page to any request, a proxy its error page. Errors are read here, because minio-java would read one of any
 * length.
 */
final class S3Answers implements Interceptor {
    private static final int LONGEST_ERROR = 1 << 16;
    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9.]{1,100})</Code>");
    private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]{1,1000})</Message>");

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
            return new RefusedException(
                    status,
                    "",
                    "the answer is not from an S3 server, perhaps from its console port (status " + status + ", "
                            + response.header("Content-Type", "no content") + ")");
        }
        String error = text(response);
        String code = find(CODE, error)
                .or(() -> Optional.ofNullable(response.header("x-minio-error-code")))
                .orElse(code(status));
        String message = find(MESSAGE, error).orElse("status " + status);
        return new RefusedException(status, code, code + ": " + message);
    }

    private static String text(Response response) throws IOException {
        try (InputStream body = response.body().byteStream()) {
            return new String(body.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
        }
    }

    private static Optional<String> find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** What a status means that came without an error document, as every answer to HEAD does. */
    private static String code(int status) {
        return switch (status) {
            case 401, 403 -> "AccessDenied";
            case 404 -> "NoSuchKey";
            case 416 -> "InvalidRange";
            default -> "Status" + status;
        };
    }
}
