// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.s3;

import io.minio.BaseArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.StatObjectArgs;
import io.minio.credentials.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import okhttp3.Response;
import org.bidsforge.core.config.Secret;
import org.bidsforge.store.CredentialSource;
import org.bidsforge.store.Labels;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;

/**
 * minio-java's client, widened by uploads from a stream: its own take a file or an array, and hold the content of
 * anything else in memory.
 */
final class S3Client extends MinioAsyncClient {
    private final String bucket;

    private S3Client(MinioAsyncClient client, String bucket) {
        super(client);
        this.bucket = bucket;
    }

    static S3Client of(StoreLocation.S3 location, CredentialSource credentials) {
        MinioAsyncClient.Builder client = MinioAsyncClient.builder()
                .endpoint(location.endpoint().toString())
                .httpClient(S3Http.client(location.endpoint()))
                // With a region the client need not ask for the bucket's first.
                .region(region(credentials));
        if (!isAnonymous(credentials)) {
            client.credentialsProvider(() -> present(credentials));
        }
        return new S3Client(client.build(), location.bucket());
    }

    /** Only a value tells its region without a request. */
    private static String region(CredentialSource credentials) {
        return credentials instanceof StoreCredentials value ? value.region() : StoreCredentials.DEFAULT_REGION;
    }

    static boolean isAnonymous(CredentialSource credentials) {
        return credentials instanceof StoreCredentials value && value.isAnonymous();
    }

    private static Credentials present(CredentialSource source) {
        try {
            StoreCredentials credentials = source.present();
            return new Credentials(
                    credentials.accessKey(),
                    credentials.secretKey().value(),
                    credentials.sessionToken().map(Secret::value).orElse(null),
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String bucket() {
        return bucket;
    }

    /** Puts an object, or with upload id and part number a part of one; gives the ETag. */
    CompletableFuture<String> upload(String object, Http.Headers headers, Http.QueryParameters query, SliceBody body) {
        BaseArgs target = StatObjectArgs.builder().bucket(bucket).object(object).build();
        return executePutAsync(target, headers, query, body).thenApply(S3Client::etag);
    }

    /** What says the labels of an object that is made now. */
    static Http.Headers headers(Labels labels) {
        Http.Headers headers = new Http.Headers();
        labels.metadata().forEach((name, value) -> headers.add("x-amz-meta-" + name, value));
        if (!labels.tags().isEmpty()) {
            headers.add("x-amz-tagging", labels.tagging());
        }
        return headers;
    }

    private static String etag(Response response) {
        try (response) {
            String etag = response.header("ETag");
            if (etag == null) {
                throw new IllegalStateException("the server told no ETag for what it stored");
            }
            return etag.replace("\"", "");
        }
    }
}
