// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before a server and ends each session token early: once so many bytes have passed since it was first used.
 * The tokens of real servers live for a quarter of an hour at least.
 */
public final class ExpiringGateway implements AutoCloseable {
    private static final Pattern TOKEN = Pattern.compile("(?im)^x-amz-security-token: *(\\S+)\r?$");
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d{1,18})\r?$");
    private static final String REFUSAL =
            "<Error><Code>ExpiredToken</Code><Message>The token has expired.</Message></Error>";

    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final Map<String, Long> firstUses = new HashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicLong passed = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final int target;
    private final long bytesPerToken;
    private final long bytesPerSecond;

    /**
     * Passes all on to that port.
     *
     * @param bytesPerSecond that one connection brings back
     */
    public ExpiringGateway(int target, long bytesPerToken, long bytesPerSecond) throws IOException {
        this.target = target;
        this.bytesPerToken = bytesPerToken;
        this.bytesPerSecond = bytesPerSecond;
        daemon(this::accept);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "expiring-gateway");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                daemon(() -> pass(client, server));
                daemon(() -> bringBack(server, client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket client, Socket server) {
        try (client;
                server) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = server.getOutputStream();
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                long length = Long.parseLong(find(LENGTH, head).orElse("0"));
                if (isOver(find(TOKEN, head).orElse(""))) {
                    refuse(head, in, length, client);
                    return;
                }
                out.write(head.getBytes(ISO_8859_1));
                sent.addAndGet(copy(in, out, length));
            }
        } catch (IOException gone) {
            // Either side may close whenever it likes.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int octet = in.read();
            if (octet < 0) {
                return "";
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    private static Optional<String> find(Pattern pattern, String head) {
        Matcher matcher = pattern.matcher(head);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private synchronized boolean isOver(String token) {
        if (token.isEmpty()) {
            return false;
        }
        long now = passed.get();
        return now - firstUses.computeIfAbsent(token, first -> now) > bytesPerToken;
    }

    /** As S3 does: without a text to HEAD, and without taking the content where the client asked first. */
    private void refuse(String head, InputStream in, long length, Socket client) throws IOException {
        refused.incrementAndGet();
        if (!head.contains("100-continue")) {
            in.skipNBytes(length);
        }
        String text = head.startsWith("HEAD ") ? "" : REFUSAL;
        String answer = "HTTP/1.1 400 Bad Request\r\nx-amz-request-id: 1\r\nContent-Type: application/xml\r\n"
                + "Connection: close\r\nContent-Length: " + text.length() + "\r\n\r\n" + text;
        client.getOutputStream().write(answer.getBytes(ISO_8859_1));
    }

    private long copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("the client went away");
            }
            out.write(buffer, 0, read);
            passed.addAndGet(read);
            left -= read;
        }
        return length;
    }

    private void bringBack(Socket server, Socket client) {
        try (server;
                client) {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                passed.addAndGet(read);
                Thread.sleep(read * 1000L / bytesPerSecond);
            }
        } catch (IOException gone) {
            // Either side may close whenever it likes.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many requests came with a token that had ended. */
    public int refused() {
        return refused.get();
    }

    /** Bytes of contents that clients sent and the server took. */
    public long sent() {
        return sent.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
