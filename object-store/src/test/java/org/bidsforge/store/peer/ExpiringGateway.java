// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.peer;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Stands before a server and ends each session token early: once so many bytes have passed since it was first used.
 * The tokens of real servers live for a quarter of an hour at least.
 */
public final class ExpiringGateway extends HttpGateway {
    private static final Pattern TOKEN = Pattern.compile("(?im)^x-amz-security-token: *(\\S+)\r?$");
    private static final String REFUSAL = "<Error><Code>ExpiredToken</Code><Message>It has expired.</Message></Error>";

    private final Map<String, Long> firstUses = new HashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final long bytesPerToken;
    private final long bytesPerSecond;

    /**
     * Passes all on to that port.
     *
     * @param bytesPerSecond that one connection brings back
     */
    public ExpiringGateway(int target, long bytesPerToken, long bytesPerSecond) throws IOException {
        super(target);
        this.bytesPerToken = bytesPerToken;
        this.bytesPerSecond = bytesPerSecond;
    }

    /** As S3 does, there is no text for HEAD. */
    @Override
    Verdict judge(String head) {
        if (!isOver(find(TOKEN, head).orElse(""))) {
            return ALL;
        }
        refused.incrementAndGet();
        String text = head.startsWith("HEAD ") ? "" : REFUSAL;
        return new Verdict.Refuse("HTTP/1.1 400 Bad Request\r\nx-amz-request-id: 1\r\nContent-Type: application/xml\r\n"
                + "Connection: close\r\nContent-Length: " + text.length() + "\r\n\r\n" + text);
    }

    private synchronized boolean isOver(String token) {
        if (token.isEmpty()) {
            return false;
        }
        long now = sent() + brought();
        return now - firstUses.computeIfAbsent(token, first -> now) > bytesPerToken;
    }

    @Override
    void brought(int bytes) throws InterruptedException {
        Thread.sleep(bytes * 1000L / bytesPerSecond);
    }

    /** How many requests came with a token that had ended. */
    public int refused() {
        return refused.get();
    }
}
