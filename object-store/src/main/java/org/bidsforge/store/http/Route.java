// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** How a server is reached: straight or through a proxy, in clear or by TLS. Connecting may take 10 s per address. */
final class Route {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int SILENCE_MILLIS = 60_000;

    private final String host;
    private final int port;
    private final boolean encrypted;
    private final Optional<URI> proxy;
    private final @Nullable Authorities authorities;

    Route(URI server, Optional<URI> proxy, Optional<Path> certificates) {
        this.encrypted = "https".equals(server.getScheme());
        this.host = unbracketed(server.getHost());
        this.port = port(server);
        this.proxy = proxy;
        this.authorities = certificates.map(Authorities::new).orElse(null);
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(URI uri) {
        if (uri.getPort() != -1) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }

    /** A proxy for clear requests wants to be told the server in each of them (RFC 9112, section 3.2.2). */
    boolean namesServer() {
        return proxy.isPresent() && !encrypted;
    }

    Link open() throws IOException {
        Socket socket = proxy.isPresent()
                ? connect(unbracketed(proxy.get().getHost()), port(proxy.get()))
                : connect(host, port);
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(SILENCE_MILLIS);
            if (encrypted && proxy.isPresent()) {
                tunnel(socket);
            }
            return new Link(encrypted ? secure(socket) : socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Tries each address of the name, as {@code localhost} has two of which a server may use one. */
    private static Socket connect(String host, int port) throws IOException {
        IOException failed = null;
        for (InetAddress address : addresses(host)) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
                return socket;
            } catch (IOException e) {
                socket.close();
                if (failed == null) {
                    failed = new IOException("cannot connect to " + host + ":" + port + ": " + e.getMessage(), e);
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        throw failed == null ? new UnknownHostException(host) : failed;
    }

    private static InetAddress[] addresses(String host) throws IOException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new IOException("there is no host " + host, e);
        }
    }

    private void tunnel(Socket socket) throws IOException {
        String server = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        String request = "CONNECT " + server + " HTTP/1.1\r\nHost: " + server + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        Link clear = new Link(socket);
        Head head = Head.read(clear);
        if (head.status() != 200 || clear.hasMore()) {
            throw new IOException("the proxy does not connect to " + server + " (status " + head.status() + ")");
        }
    }

    private Socket secure(Socket socket) throws IOException {
        SSLSocketFactory sockets = authorities == null
                ? (SSLSocketFactory) SSLSocketFactory.getDefault()
                : authorities.context().getSocketFactory();
        SSLSocket secure = (SSLSocket) sockets.createSocket(socket, host, port, true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }
}
