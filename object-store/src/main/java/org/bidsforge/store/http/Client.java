// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one server, from any thread, and keeps connections for those that follow. A connection may be silent
 * for 60 s either way. Nothing is sent again, except when the server turns out to have closed a kept connection before
 * it answered anything.
 */
public final class Client {
    private static final int SILENCE_MILLIS = 60_000;
    private static final int CONTINUE_MILLIS = 1000;
    /** From this size on it pays to ask whether the server would take the content at all before sending it. */
    private static final long WORTH_ASKING = 1 << 20;

    private static final int MOST_KEPT = 32;
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(20);
    /** How long a connection has hardly ever been closed meanwhile, for what had better not be sent twice. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final String server;
    private final String host;
    private final Route route;
    private final Stalls stalls = new Stalls(SILENCE_MILLIS);
    private final Deque<Link> kept = new ArrayDeque<>();

    /**
     * Connects to nothing yet.
     *
     * @param server scheme, host and port
     * @param proxy {@code http://host:port} that requests go through
     * @param certificates PEM file with the authorities to trust instead of the system's
     */
    public Client(URI server, Optional<URI> proxy, Optional<Path> certificates) {
        this.server = server.getScheme() + "://" + server.getRawAuthority();
        this.host = server.getRawAuthority();
        this.route = new Route(server, proxy, certificates);
    }

    /**
     * The caller closes the answer, whatever its status; an exception means that there is none.
     *
     * @param target path and query, escaped
     * @param headers names and values of one line each; Host and Content-Length are added
     * @throws IOException that of the network, or that of the payload's own source as it is
     */
    public Answer send(String method, String target, SortedMap<String, String> headers, @Nullable Payload payload)
            throws IOException {
        byte[] head = head(method, target, headers, payload);
        Link link = take(method.equals("POST") ? FRESH_NANOS : KEPT_NANOS);
        if (link != null) {
            try {
                return exchange(link, method, head, payload);
            } catch (ClosedWithoutAnswerException closed) {
                // As a server may that has waited long enough for another request.
            }
        }
        return exchange(route.open(), method, head, payload);
    }

    /** The server closed the connection, or broke it, before it said anything. */
    private static final class ClosedWithoutAnswerException extends IOException {
        private static final long serialVersionUID = 1L;

        private ClosedWithoutAnswerException(@Nullable Throwable cause) {
            super("the server closed the connection without an answer", cause);
        }
    }

    private byte[] head(String method, String target, SortedMap<String, String> headers, @Nullable Payload payload) {
        StringBuilder head = new StringBuilder(1024).append(method).append(' ');
        head.append(route.namesServer() ? server : "").append(target).append(" HTTP/1.1\r\nHost: ");
        head.append(host).append("\r\nUser-Agent: bidsforge\r\nAccept: */*\r\n");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            head.append(header.getKey())
                    .append(": ")
                    .append(oneLine(header.getValue()))
                    .append("\r\n");
        }
        if (payload != null) {
            head.append("Content-Length: ").append(payload.length()).append("\r\n");
            if (payload.length() >= WORTH_ASKING) {
                head.append("Expect: 100-continue\r\n");
            }
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String oneLine(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' && value.charAt(i) != '\t') {
                throw new IllegalArgumentException("a header must be one line of text");
            }
        }
        return value;
    }

    private Answer exchange(Link link, String method, byte[] head, @Nullable Payload payload) throws IOException {
        try {
            Head early = send(link, head, payload);
            long sent = System.nanoTime();
            if (early == null) {
                awaitAnswer(link);
            }
            long waited = System.nanoTime() - sent;
            Head answer = early == null ? Head.read(link) : early;
            return new Answer(this, link, answer, Content.of(link, answer, !method.equals("HEAD")), waited);
        } catch (IOException | RuntimeException e) {
            link.close();
            throw e;
        }
    }

    /** The answer if the server gave one before it had everything; the connection is then not to be used again. */
    private @Nullable Head send(Link link, byte[] head, @Nullable Payload payload) throws IOException {
        try (Stalls.Watch watch = stalls.watch(link::close)) {
            Link.Sender out = link.new Sender(watch);
            out.write(head, 0, head.length);
            if (payload == null) {
                out.flush();
                return null;
            }
            if (payload.length() >= WORTH_ASKING) {
                out.flush();
                Head refusal = askFirst(link);
                if (refusal != null) {
                    return refusal;
                }
            }
            payload.writeTo(out);
            out.flush();
            return null;
        } catch (IOException e) {
            if (!link.isBroken()) {
                throw e;
            }
            return lateRefusal(link, e);
        }
    }

    /** Servers that do not know the question are silent, and get the content all the same (RFC 9110, section 10.1.1). */
    private static @Nullable Head askFirst(Link link) throws IOException {
        if (!link.answersWithin(CONTINUE_MILLIS)) {
            return null;
        }
        Head head = Head.readOne(link);
        return head.status() < 200 ? null : last(head);
    }

    /** A server that refuses may answer and close while content is still being sent. */
    private static Head lateRefusal(Link link, IOException broken) throws IOException {
        try {
            if (link.answersWithin(CONTINUE_MILLIS)) {
                return last(Head.read(link));
            }
        } catch (IOException e) {
            broken.addSuppressed(e);
        }
        throw new ClosedWithoutAnswerException(broken);
    }

    private static Head last(Head head) {
        return new Head(head.status(), false, head.fields());
    }

    private static void awaitAnswer(Link link) throws IOException {
        boolean answers;
        try {
            answers = link.answers();
        } catch (SocketTimeoutException e) {
            throw new IOException("the server was silent for " + SILENCE_MILLIS / 1000 + " s", e);
        } catch (IOException e) {
            throw new ClosedWithoutAnswerException(e);
        }
        if (!answers) {
            throw new ClosedWithoutAnswerException(null);
        }
    }

    private @Nullable Link take(long idleNanos) {
        synchronized (kept) {
            Link link = kept.pollLast();
            if (link == null || link.idleNanos() <= idleNanos) {
                return link;
            }
            // The others have waited even longer.
            if (idleNanos < KEPT_NANOS) {
                kept.addLast(link);
                return null;
            }
            link.close();
            kept.forEach(Link::close);
            kept.clear();
            return null;
        }
    }

    void keep(Link link) {
        link.idle();
        synchronized (kept) {
            kept.addLast(link);
            if (kept.size() > MOST_KEPT) {
                kept.removeFirst().close();
            }
        }
    }
}
