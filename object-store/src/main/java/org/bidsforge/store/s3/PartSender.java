// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.s3;

import io.minio.Http;
import io.minio.messages.Part;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.bidsforge.store.Retries;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;

/** Sends parts of large objects, a bounded number of them at once over all puts of a store. */
final class PartSender {
    private static final int IN_FLIGHT = 8;

    private final S3Client client;
    private final Retries retries;
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private final Executor threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "s3-part");
        thread.setDaemon(true);
        return thread;
    });

    PartSender(S3Client client, Retries retries) {
        this.client = client;
        this.retries = retries;
    }

    S3Client client() {
        return client;
    }

    /** Waits for its turn, then sends the part in the background, again if it fails transiently. */
    CompletableFuture<Part> send(String object, String upload, int number, SliceBody body) throws StoreException {
        Http.QueryParameters query =
                new Http.QueryParameters("partNumber", Integer.toString(number), "uploadId", upload);
        try {
            inFlight.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.TRANSIENT, "put", object, "interrupted", e);
        }
        return CompletableFuture.supplyAsync(() -> part(object, number, query, body), threads)
                .whenComplete((part, failure) -> inFlight.release());
    }

    private Part part(String object, int number, Http.QueryParameters query, SliceBody body) {
        try {
            String etag = retries.run(() ->
                    S3Failure.awaitUpload(body.slice().name(), client.upload(object, new Http.Headers(), query, body)));
            return new Part(number, etag);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
