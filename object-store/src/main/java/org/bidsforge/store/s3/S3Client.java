// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.s3;

import io.minio.BaseArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.StatObjectArgs;
import io.minio.credentials.StaticProvider;
import java.util.concurrent.CompletableFuture;
import okhttp3.Response;
import org.bidsforge.core.config.Secret;
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

    static S3Client of(StoreLocation.S3 location, StoreCredentials credentials) {
        MinioAsyncClient.Builder client = MinioAsyncClient.builder()
                .endpoint(location.endpoint().toString())
                .httpClient(S3Http.client(location.endpoint()))
                // With a region the client need not ask for the bucket's first.
                .region(credentials.region());
        if (!credentials.isAnonymous()) {
            client.credentialsProvider(new StaticProvider(
                    credentials.accessKey(),
                    credentials.secretKey().value(),
                    credentials.sessionToken().map(Secret::value).orElse(null)));
        }
        return new S3Client(client.build(), location.bucket());
    }

    String bucket() {
        return bucket;
    }

    /** Puts an object, or with upload id and part number a part of one; gives the ETag. */
    CompletableFuture<String> upload(String object, Http.QueryParameters query, SliceBody body) {
        BaseArgs target = StatObjectArgs.builder().bucket(bucket).object(object).build();
        return executePutAsync(target, new Http.Headers(), query, body).thenApply(S3Client::etag);
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
