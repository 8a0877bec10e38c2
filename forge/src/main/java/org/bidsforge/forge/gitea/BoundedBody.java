// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Collects an answer without letting the other side fill the memory: a long one fails, or keeps its tail only. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final int longest;
    private final boolean tailOnly;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private long held;
    private @Nullable Subscription subscription;

    private BoundedBody(int longest, boolean tailOnly) {
        this.longest = longest;
        this.tailOnly = tailOnly;
    }

    /** An answer longer than this is an error. */
    static BodyHandler<byte[]> atMost(int bytes) {
        return head -> new BoundedBody(bytes, false);
    }

    /** Of a longer answer only the last bytes are kept. */
    static BodyHandler<byte[]> last(int bytes) {
        return head -> new BoundedBody(bytes, true);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] chunk = new byte[buffer.remaining()];
            buffer.get(chunk);
            chunks.add(chunk);
            held += chunk.length;
        }
        if (held <= longest) {
            return;
        }
        if (tailOnly) {
            while (held - chunks.getFirst().length >= longest) {
                held -= chunks.removeFirst().length;
            }
        } else if (subscription != null) {
            subscription.cancel();
            body.completeExceptionally(new IOException("answer longer than " + longest + " bytes"));
        }
    }

    @Override
    public void onError(Throwable cause) {
        body.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        chunks.forEach(all::writeBytes);
        byte[] bytes = all.toByteArray();
        int surplus = Math.max(0, bytes.length - longest);
        body.complete(Arrays.copyOfRange(bytes, surplus, bytes.length));
    }
}
