// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;

/** Says the same to every request: a status, and a text that may have no end. */
final class OddServer implements AutoCloseable {
    private final ServerSocket listener;
    private volatile String head = "";
    private volatile byte[] text = new byte[0];
    private volatile byte[] repeated = new byte[0];

    private OddServer(ServerSocket listener) {
        this.listener = listener;
    }

    static OddServer start() {
        try {
            OddServer server = new OddServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            daemon(server::accept);
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "odd-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                daemon(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String answer = head;
            StringBuilder asked = new StringBuilder();
            while (asked.indexOf("\r\n\r\n") < 0) {
                int octet = in.read();
                if (octet < 0) {
                    return;
                }
                asked.append((char) octet);
            }
            int length = asked.toString().toLowerCase(Locale.ROOT).indexOf("content-length: ");
            if (length > 0) {
                in.skipNBytes(Long.parseLong(asked.substring(length + 16, asked.indexOf("\r", length))
                        .strip()));
            }
            OutputStream out = socket.getOutputStream();
            out.write(answer.getBytes(ISO_8859_1));
            if (asked.indexOf("HEAD ") == 0) {
                return;
            }
            out.write(text);
            while (repeated.length > 0) {
                out.write(repeated);
            }
        } catch (IOException gone) {
            // The client has had enough.
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What it says from now on; {@code again} follows the text without end if it is not empty. */
    void say(int status, String headers, byte[] what, byte[] again) {
        head = "HTTP/1.1 " + status + " Said\r\nx-amz-request-id: 1\r\n" + headers + "Connection: close\r\n\r\n";
        text = what.clone();
        repeated = again.clone();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
