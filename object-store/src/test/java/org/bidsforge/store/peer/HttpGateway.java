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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hands requests on to a server on the loopback one by one, as far as it likes each. */
abstract class HttpGateway implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d{1,18})\r?$");

    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong brought = new AtomicLong();
    private final int target;

    /** Passes on to that port. */
    HttpGateway(int target) throws IOException {
        this.target = target;
        daemon(this::accept);
    }

    /** What becomes of a request. */
    sealed interface Verdict {
        /**
         * So much of its content and of the answer passes; if that is not all, no more ever does, nor anything else of
         * the connection.
         *
         * @param content -1 for not even the head
         */
        record Pass(long content, long answer) implements Verdict {}

        /** It is answered here. */
        record Refuse(String answer) implements Verdict {}
    }

    static final Verdict.Pass ALL = new Verdict.Pass(Long.MAX_VALUE, Long.MAX_VALUE);

    abstract Verdict judge(String head);

    /** Called when something does not pass. */
    void halted() {}

    /** Called for each piece that was brought back. */
    void brought(int bytes) throws InterruptedException {}

    /** One connection of a client, and that to the server which goes with it. */
    private final class Line {
        private final Socket client;
        private final Socket server;
        private final AtomicLong answer = new AtomicLong(Long.MAX_VALUE);

        private Line(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            open.add(client);
            open.add(server);
        }

        private void pass() {
            try (client;
                    server) {
                InputStream in = new BufferedInputStream(client.getInputStream());
                OutputStream out = server.getOutputStream();
                for (String head = head(in); !head.isEmpty(); head = head(in)) {
                    long length = Long.parseLong(find(LENGTH, head).orElse("0"));
                    Verdict verdict = judge(head);
                    if (verdict instanceof Verdict.Refuse refuse) {
                        refuse(head, in, length, refuse);
                        return;
                    }
                    Verdict.Pass pass = (Verdict.Pass) verdict;
                    answer.set(pass.answer());
                    if (pass.content() >= 0) {
                        out.write(head.getBytes(ISO_8859_1));
                        sent.addAndGet(copy(in, out, Math.min(length, pass.content())));
                    }
                    if (pass.content() < length) {
                        halted();
                        in.transferTo(OutputStream.nullOutputStream());
                        return;
                    }
                }
            } catch (IOException gone) {
                // Either side may close whenever it likes.
            }
        }

        /** Who asks before sending its content does not send it then. */
        private void refuse(String head, InputStream in, long length, Verdict.Refuse refuse) throws IOException {
            if (!head.contains("100-continue")) {
                in.skipNBytes(length);
            }
            client.getOutputStream().write(refuse.answer().getBytes(ISO_8859_1));
        }

        private void bringBack() {
            try (server;
                    client) {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                byte[] buffer = new byte[1 << 16];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    int allowed = (int) Math.min(read, answer.get());
                    out.write(buffer, 0, allowed);
                    answer.addAndGet(-allowed);
                    brought.addAndGet(allowed);
                    if (allowed < read) {
                        halted();
                        in.transferTo(OutputStream.nullOutputStream());
                        return;
                    }
                    HttpGateway.this.brought(read);
                }
            } catch (IOException gone) {
                // Either side may close whenever it likes.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "http-gateway");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Line line = new Line(listener.accept(), new Socket(InetAddress.getLoopbackAddress(), target));
                daemon(line::pass);
                daemon(line::bringBack);
            } catch (IOException closed) {
                return;
            }
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

    static Optional<String> find(Pattern pattern, String head) {
        Matcher matcher = pattern.matcher(head);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static long copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("the client went away");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
        return length;
    }

    public final int port() {
        return listener.getLocalPort();
    }

    /** Bytes of contents that clients sent and the server took. */
    public final long sent() {
        return sent.get();
    }

    /** Bytes of answers. */
    public final long brought() {
        return brought.get();
    }

    @Override
    public final void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
