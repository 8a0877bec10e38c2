// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.peer;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Stands before a server and stops at a certain request, so that a test can see to what happens just then. */
public final class HaltingGateway extends HttpGateway {
    private final Pattern request;
    private final AtomicInteger earlier;
    private final boolean once;
    private final Point point;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Where in a request and its answer.
     *
     * @param content bytes of the content that the server still gets, -1 for not even the head
     * @param answer bytes of the answer that the client still gets
     */
    public record Point(long content, long answer) {
        public static final Point BEFORE = new Point(-1, 0);
        /** The server has done it, and nobody hears of it. */
        public static final Point AFTER = new Point(Long.MAX_VALUE, 0);
    }

    /**
     * Passes all on to that port, but for requests that begin with such a line.
     *
     * @param request matches method, blank and target
     */
    public HaltingGateway(int target, Pattern request, Point point) throws IOException {
        super(target);
        this.request = request;
        this.earlier = new AtomicInteger();
        this.once = false;
        this.point = point;
    }

    /** Passes all on but one: that which comes after so many of its kind. Those behind it pass as well. */
    public HaltingGateway(int target, Pattern request, int earlier, Point point) throws IOException {
        super(target);
        this.request = request;
        this.earlier = new AtomicInteger(earlier);
        this.once = true;
        this.point = point;
    }

    @Override
    Verdict judge(String head) {
        String line = head.substring(0, head.indexOf(" HTTP/1."));
        boolean stops = request.matcher(line).matches() && isDue(earlier.getAndDecrement());
        return stops ? new Verdict.Pass(point.content(), point.answer()) : ALL;
    }

    private boolean isDue(int left) {
        return once ? left == 0 : left <= 0;
    }

    @Override
    void halted() {
        stopped.countDown();
    }

    /** Whether it came to the request within that time. */
    public boolean awaitStop(Duration limit) throws InterruptedException {
        return stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
