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
 * The content of one object in order, all of the same version. It comes straight from one connection; where that turns out
 * slow, as far away or behind a limit per connection, ranges that follow are fetched ahead over others, as far as the
 * store's memory for that goes. What breaks is asked for again from where it broke.
 */
final class RangedStream extends InputStream {
    private final Ranges ranges;
    private final Transfers transfers;
    private final Trials trials = new Trials();
    private final Pace pace = new Pace();
    private final Deque<FetchedRange> ahead = new ArrayDeque<>();
    private final @Nullable String etag;
    private final long size;
    private long position;
    /** Up to where content is being read or fetched. */
    private long planned;
    /** Where the content of the direct connection is to end. */
    private long directEnd;

    private Ranges.@Nullable Range direct;
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
        trials.beginOne();
    }

    /** Ends the one connection soon, and has others fetch what follows, if it is slow. */
    private void judge(long read, long nanos) {
        boolean toTheEnd = planned == size && directEnd == size;
        long behind = position + read + Transfers.RANGE;
        if (toTheEnd && trials.isTooSlow(position + read, read, nanos) && behind < size) {
            trials.beginSeveral();
            directEnd = behind;
            planned = behind;
            plan();
        }
    }

    /** Fetches ahead as much as there is memory for. Without an ETag two ranges might be of two versions. */
    private void plan() {
        while (etag != null && !trials.isAlone(position) && planned < size) {
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
            trials.broughtUpTo(range.start() + range.length());
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
            directEnd = trials.isAlone(position) ? size : Math.min(size, position + Transfers.RANGE);
            planned = Math.max(planned, directEnd);
        }
        long end = directEnd;
        Ranges.Range range = transfers.retries().run(() -> ranges.get(position, end, etag));
        trials.beginOne();
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
