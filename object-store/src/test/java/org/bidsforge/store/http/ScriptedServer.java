// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server of bytes: reads the heads of requests and says what it was told to, whether that is HTTP or not. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Conversation conversation;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** What happens on one connection, which is closed afterwards. */
    @FunctionalInterface
    interface Conversation {
        void hold(Side side, int connection) throws IOException;
    }

    /** The server's side of one connection. */
    final class Side {
        private final InputStream in;
        private final OutputStream out;

        private Side(Socket socket) throws IOException {
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        /** The next request's lines; empty at the end. */
        String hear() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int octet = in.read();
                if (octet < 0) {
                    return "";
                }
                head.append((char) octet);
            }
            heads.add(head.toString());
            return head.toString();
        }

        byte[] hear(int bytes) throws IOException {
            return in.readNBytes(bytes);
        }

        /** Hands bytes on, both ways, until one side has no more. */
        void join(Socket other) throws IOException {
            Thread back = new Thread(() -> {
                try {
                    other.getInputStream().transferTo(out);
                } catch (IOException gone) {
                    // The other direction ends as well.
                }
            });
            back.setDaemon(true);
            back.start();
            byte[] buffer = new byte[1 << 14];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                other.getOutputStream().write(buffer, 0, read);
            }
        }

        void say(String text) throws IOException {
            out.write(text.getBytes(ISO_8859_1));
            out.flush();
        }
    }

    ScriptedServer(Conversation conversation) throws IOException {
        this(ServerSocketFactory.getDefault(), conversation);
    }

    ScriptedServer(ServerSocketFactory sockets, Conversation conversation) throws IOException {
        this.listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.conversation = conversation;
        Thread thread = new Thread(this::accept, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Says the same to each request, and closes. */
    static ScriptedServer saying(String answer) throws IOException {
        return new ScriptedServer((side, connection) -> {
            side.hear();
            side.say(answer);
        });
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        return listener.getLocalPort();
    }

    List<String> heads() {
        return heads;
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                int number = connections.incrementAndGet();
                Thread thread = new Thread(() -> serve(socket, number), "scripted-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            conversation.hold(new Side(socket), number);
        } catch (IOException gone) {
            // The client may close whenever it likes.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
