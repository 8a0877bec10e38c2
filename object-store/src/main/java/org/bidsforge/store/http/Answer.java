// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A server's answer; closing it early gives up its connection. */
public final class Answer implements AutoCloseable {
    private static final int LONGEST_TEXT = 1 << 16;
    private static final int WORTH_DRAINING = 1 << 16;

    private final Client client;
    private final Link link;
    private final Head head;
    private final Content content;
    private final long waitedNanos;
    private boolean closed;

    Answer(Client client, Link link, Head head, Content content, long waitedNanos) {
        this.client = client;
        this.link = link;
        this.head = head;
        this.content = content;
        this.waitedNanos = waitedNanos;
    }

    public int status() {
        return head.status();
    }

    public boolean isGood() {
        return status() >= 200 && status() < 300;
    }

    /** The first value of that name, however it is written. */
    public Optional<String> header(String name) {
        return head.field(name.toLowerCase(Locale.ROOT));
    }

    /** First values by lower-case name. */
    public Map<String, String> headers() {
        return head.fields();
    }

    /** The server's clock. */
    public Optional<Instant> date() {
        try {
            return head.field("date").map(text -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** How long the server took to begin its answer once it had the request. */
    public long waitedNanos() {
        return waitedNanos;
    }

    public InputStream content() {
        return content;
    }

    /** The beginning of a text, as much as an error or a short result has. */
    public String text() throws IOException {
        return new String(content.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8);
    }

    /** What was not read is read if it is short, so that the connection can be used again. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            byte[] rest = new byte[1 << 13];
            int drained = 0;
            while (!content.isComplete() && drained < WORTH_DRAINING) {
                int read = content.read(rest, 0, rest.length);
                if (read < 0) {
                    break;
                }
                drained += read;
            }
            if (head.lasting() && content.isComplete() && !link.hasMore()) {
                client.keep(link);
                return;
            }
        } catch (IOException broken) {
            // It is given up all the same.
        }
        link.close();
    }

    /** Breaks the connection, which ends a read of another thread. */
    public void cut() {
        link.close();
    }
}
