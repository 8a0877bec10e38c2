// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;
import org.bidsforge.store.http.Answer;
import org.jspecify.annotations.Nullable;

/**
 * A range of an object that is on its way into memory, or there. Where its connection breaks another one brings what is
 * missing, and also where it is late and awaited: one connection that has lost packets would hold up all that follows.
 */
final class FetchedRange {
    private static final int MOST_RELIEFS = 2;
    private static final long LOOK_MILLIS = 20;

    private final Ranges ranges;
    private final Transfers transfers;
    private final Pace pace;
    private final String etag;
    private final long start;
    private final int length;
    private final Transfers.Memory memory;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int read;
    private int brokenInARow;
    private int reliefs;
    /** What is being read, as long as it may be cut. */
    private @Nullable Answer current;

    private long currentStart;

    FetchedRange(
            Ranges ranges,
            Transfers transfers,
            Pace pace,
            String etag,
            long start,
            int length,
            Transfers.Memory memory) {
        this.ranges = ranges;
        this.transfers = transfers;
        this.pace = pace;
        this.etag = etag;
        this.start = start;
        this.length = length;
        this.memory = memory;
    }

    long start() {
        return start;
    }

    int length() {
        return length;
    }

    /** Its content, once it was awaited. */
    byte[] bytes() {
        return memory.bytes();
    }

    /** Gives its memory back as soon as nobody writes into it any more. */
    void giveBack() {
        CompletableFuture<Void> unused = done.whenComplete((nothing, failure) -> transfers.giveBack(memory));
    }

    /** Brings all of it. */
    void fetch() {
        long begun = System.nanoTime();
        try {
            while (read < length) {
                fetchMore();
            }
            pace.took(System.nanoTime() - begun);
            done.complete(null);
        } catch (IOException | RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private void fetchMore() throws StoreException {
        Ranges.Range range = transfers.retries().run(() -> ranges.get(start + read, start + length, etag));
        try (Answer answer = range.answer()) {
            begin(answer);
            fill(answer.content());
            end();
        } catch (IOException e) {
            range.answer().cut();
            boolean relieved = end();
            if (!relieved && !transfers.retries().pauseAfter(++brokenInARow)) {
                throw new StoreException(Kind.TRANSIENT, "read", ranges.name(), Connection.message(e), e);
            }
        }
    }

    private void fill(InputStream content) throws IOException {
        while (read < length) {
            int count = content.read(memory.bytes(), read, length - read);
            if (count < 0) {
                throw new EOFException("the content ended after " + read + " of " + length + " bytes");
            }
            read += count;
            brokenInARow = 0;
        }
    }

    private synchronized void begin(Answer answer) {
        current = answer;
        currentStart = System.nanoTime();
    }

    /** From here on its connection may be used for others; whether it was cut on purpose. */
    private synchronized boolean end() {
        boolean relieved = current == null;
        current = null;
        return relieved;
    }

    /** Cuts its connection if it is late, so that another takes over. */
    private synchronized void relieve() {
        Answer late = current;
        if (late != null && reliefs < MOST_RELIEFS && pace.isLate(System.nanoTime() - currentStart)) {
            reliefs++;
            current = null;
            late.cut();
        }
    }

    /** Returns when all of it is in memory. */
    void await() throws StoreException {
        while (!isDone()) {
            relieve();
        }
    }

    private boolean isDone() throws StoreException {
        try {
            done.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.TRANSIENT, "read", ranges.name(), "interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw new IllegalStateException("a range failed unexpectedly", e.getCause());
        }
    }
}
