// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The content of one object in order, all of the same version. It comes straight from one connection, which costs the
 * least on both sides; where that turns out slow, as far away or behind a limit per connection, ranges that follow are
 * fetched ahead over others, as far as the store's memory for that goes. If that does not help, as on a busy machine, it
 * is one connection again, until that has been slow for long or is slower than the others were. What breaks is asked for
 * again from where it broke.
 */
final class RangedStream extends InputStream {
    /** Bytes after which the speed of one connection is judged. */
    private static final long SAMPLE = 4 << 20;
    /** Bytes per second below which others may help. */
    private static final long SLOW = 100_000_000;
    /** Bytes after which several connections are compared with one, and how much faster they have to be. */
    private static final long TRIAL = 24 << 20;

    private static final double WORTH = 1.3;
    /** Bytes that come over one connection after several did not help; twice as many each time. */
    private static final long PATIENCE = 32 << 20;

    private final Ranges ranges;
    private final Transfers transfers;
    private final Deque<FetchedRange> ahead = new ArrayDeque<>();
    private final @Nullable String etag;
    private final long size;
    private long position;
    /** Up to where content is being read or fetched. */
    private long planned;
    /** Where the content of the direct connection is to end. */
    private long directEnd;

    private long sampled;
    private long sampleNanos;
    private long sampleStart = System.nanoTime();
    private double directSpeed;
    /** Bytes per nanosecond of several connections that were not worth it. */
    private double severalSpeed;
    /** Where the ranges begin that are fetched ahead; negative as long as there are none. */
    private long trialStart = -1;

    /** Until where there is to be one connection. */
    private long aloneUntil;

    private long patience = PATIENCE;

    private Ranges.@Nullable Range direct;
    private final Pace pace = new Pace();
    private @Nullable FetchedRange fetched;
    private int brokenInARow;
    private boolean closed;

    RangedStream(Ranges ranges, Transfers transfers, long offset) throws StoreException {
        this.ranges = ranges;
        this.transfers = transfers;
        this.position = offset;
        Ranges.Range first = ranges.get(offset, Ranges.OPEN, null);
        this.direct = first;
        this.size = first.size();
        this.etag = first.etag();
        this.planned = size;
        this.directEnd = size;
    }

    /** Ends the one connection soon, and has others fetch what follows, if it is slow. */
    private void judge(long read, long nanos) {
        sampled += read;
        sampleNanos += nanos;
        if (sampled < SAMPLE || planned < size || directEnd < size) {
            return;
        }
        boolean slow = sampled * 1_000_000_000.0 / Math.max(1, sampleNanos) < SLOW;
        long now = System.nanoTime();
        directSpeed = (double) sampled / Math.max(1, now - sampleStart);
        sampled = 0;
        sampleNanos = 0;
        sampleStart = now;
        long behind = position + read + Transfers.RANGE;
        boolean slower = directSpeed * WORTH < severalSpeed;
        if (slow && (slower || !isAlone()) && behind < size) {
            aloneUntil = position;
            directEnd = behind;
            planned = behind;
            trialStart = -1;
            plan();
        }
    }

    private boolean isAlone() {
        return position < aloneUntil;
    }

    /** Ends fetching ahead for a while if what it has brought came hardly faster than before. */
    private void compare() {
        long now = System.nanoTime();
        if (trialStart < 0) {
            trialStart = position;
            sampleStart = now;
        } else if (directSpeed > 0 && position - trialStart >= TRIAL) {
            severalSpeed = (position - trialStart) / (double) Math.max(1, now - sampleStart);
            if (severalSpeed < WORTH * directSpeed) {
                aloneUntil = position + patience;
                patience *= 2;
            }
            directSpeed = 0;
        }
    }

    /** Fetches ahead as much as there is memory for. Without an ETag two ranges might be of two versions. */
    private void plan() {
        while (etag != null && !isAlone() && planned < size) {
            Transfers.Memory memory = transfers.borrow();
            if (memory == null) {
                return;
            }
            int length = (int) Math.min(Transfers.RANGE, size - planned);
            FetchedRange range = new FetchedRange(ranges, transfers, pace, etag, planned, length, memory);
            ahead.add(range);
            planned += length;
            transfers.threads().execute(range::fetch);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position < size) {
            if (closed) {
                throw new IOException("the stream is closed");
            }
            int read = fetched == null ? readDirect(buffer, offset, length) : readFetched(buffer, offset, length);
            if (read > 0) {
                position += read;
                return read;
            }
        }
        return -1;
    }

    private int readFetched(byte[] buffer, int offset, int length) throws StoreException {
        FetchedRange range = Objects.requireNonNull(fetched);
        range.await();
        int at = (int) (position - range.start());
        int count = Math.min(length, range.length() - at);
        System.arraycopy(range.bytes(), at, buffer, offset, count);
        if (at + count == range.length()) {
            range.giveBack();
            compare();
            fetched = ahead.poll();
            plan();
            fetched = fetched == null ? ahead.poll() : fetched;
        }
        return count;
    }

    /** Zero when this range is at its end and another one follows. */
    private int readDirect(byte[] buffer, int offset, int length) throws IOException {
        Ranges.Range range = direct;
        if (range == null) {
            range = reopen();
        }
        try {
            long start = System.nanoTime();
            int wanted = (int) Math.min(length, directEnd - position);
            int read = range.answer().content().read(buffer, offset, wanted);
            if (read < 0) {
                throw new EOFException("the content ended at byte " + position + " of " + size);
            }
            brokenInARow = 0;
            judge(read, System.nanoTime() - start);
            if (position + read >= directEnd) {
                range.answer().close();
                direct = null;
                plan();
                fetched = ahead.poll();
            }
            return read;
        } catch (IOException e) {
            range.answer().cut();
            direct = null;
            if (etag == null || !transfers.retries().pauseAfter(++brokenInARow)) {
                throw new StoreException(Kind.TRANSIENT, "read", ranges.name(), Connection.message(e), e);
            }
            return 0;
        }
    }

    /** The rest up to what is fetched ahead, or the next range if there is no memory to fetch ahead. */
    private Ranges.Range reopen() throws StoreException {
        if (position >= directEnd) {
            directEnd = isAlone() ? size : Math.min(size, position + Transfers.RANGE);
            planned = Math.max(planned, directEnd);
        }
        long end = directEnd;
        Ranges.Range range = transfers.retries().run(() -> ranges.get(position, end, etag));
        direct = range;
        return range;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Ranges.Range range = direct;
        if (range != null) {
            range.answer().close();
        }
        FetchedRange first = fetched;
        if (first != null) {
            ahead.addFirst(first);
        }
        ahead.forEach(FetchedRange::giveBack);
        ahead.clear();
    }
}
