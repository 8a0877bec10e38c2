// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.s3;

import io.minio.errors.MinioException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.bidsforge.store.ContentException;
import org.bidsforge.store.RefusedException;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;

/** Waits for answers and turns what minio-java and OkHttp throw into the port's exception, in this one place. */
final class S3Failure {
    private S3Failure() {}

    static <T> T await(String action, String name, CompletableFuture<T> answer) throws StoreException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw new StoreException(Kind.TRANSIENT, action, name, "interrupted", e);
        } catch (ExecutionException e) {
            throw of(action, name, e);
        }
    }

    /** Like {@link #await}, for a call that sends content: what the content threw comes out as it is. */
    static <T> T awaitUpload(String name, CompletableFuture<T> answer) throws IOException {
        try {
            return await("put", name, answer);
        } catch (StoreException e) {
            throw e.getCause() instanceof ContentException content ? content : e;
        }
    }

    /** The error code of S3 behind the exception, or empty text. */
    static String code(StoreException failure) {
        return failure.getCause() instanceof RefusedException refused ? refused.code() : "";
    }

    static StoreException of(String action, String name, Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof StoreException already) {
            return already;
        }
        String message = cause.getMessage();
        return new StoreException(
                kind(cause), action, name, message == null ? cause.getClass().getSimpleName() : message, cause);
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapper = failure instanceof ExecutionException || failure instanceof CompletionException;
        return wrapper && cause != null ? cause(cause) : failure;
    }

    private static Kind kind(Throwable cause) {
        if (cause instanceof RefusedException refused) {
            return refused.kind();
        }
        // The rest: resets, time-outs, unknown hosts, streams that end early, and answers that minio-java cannot read.
        return cause instanceof IOException || cause instanceof MinioException ? Kind.TRANSIENT : Kind.PERMANENT;
    }
}
