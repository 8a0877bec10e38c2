// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.util.Optional;
import java.util.SortedMap;
import javax.net.ssl.HttpsURLConnection;
import org.bidsforge.store.ContentException;
import org.bidsforge.store.S3Options;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests by the JDK's old HTTP client, which is blocking, keeps connections open, and is ready in a tenth of
 * the time that its newer one takes. Connecting may take 10 s, and a connection may be silent for 60 s either way.
 */
final class Wire {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int SILENCE_MILLIS = 60_000;
    /** From this size on it pays to ask whether the server would take the content at all before sending it. */
    private static final long WORTH_ASKING = 1 << 20;

    static {
        // The JDK keeps five idle connections to a server unless told otherwise, fewer than there are parts in flight.
        if (System.getProperty("http.maxConnections") == null) {
            System.setProperty("http.maxConnections", "32");
        }
    }

    private final Optional<Proxy> proxy;
    private final @Nullable Authorities authorities;
    private final Stalls stalls = new Stalls(SILENCE_MILLIS);

    Wire(S3Options options) {
        this.proxy = options.proxy()
                .map(uri ->
                        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort())));
        this.authorities = options.certificates().map(Authorities::new).orElse(null);
    }

    /** The caller closes the answer, whatever its status; an exception means that there is none. */
    Answer send(String method, URI uri, SortedMap<String, String> headers, @Nullable Body body) throws IOException {
        HttpURLConnection connection = open(uri);
        connection.setRequestMethod(method);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(SILENCE_MILLIS);
        headers.forEach(connection::setRequestProperty);
        connection.setRequestProperty("Accept", "*/*");
        connection.setRequestProperty("User-Agent", "bidsforge");
        if (body != null) {
            send(connection, body);
        }
        return new Answer(connection, connection.getResponseCode());
    }

    private HttpURLConnection open(URI uri) throws IOException {
        URL url = uri.toURL();
        HttpURLConnection connection =
                (HttpURLConnection) (proxy.isPresent() ? url.openConnection(proxy.get()) : url.openConnection());
        if (authorities != null && connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(authorities.sockets());
        }
        return connection;
    }

    private void send(HttpURLConnection connection, Body body) throws IOException {
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length());
        if (connection.getRequestProperty("Content-Type") == null) {
            connection.setRequestProperty("Content-Type", "application/octet-stream");
        }
        if (body.length() >= WORTH_ASKING) {
            connection.setRequestProperty("Expect", "100-continue");
        }
        OutputStream out;
        try {
            out = connection.getOutputStream();
        } catch (java.net.ProtocolException refused) {
            // The server answered instead of saying that it wants the content; its answer says why.
            return;
        }
        try (Stalls.Watch watch = stalls.watch(connection::disconnect)) {
            body.writeTo(new Watched(out, watch));
            out.close();
        } catch (ContentException e) {
            connection.disconnect();
            throw e;
        }
    }

    private static final class Watched extends FilterOutputStream {
        private final Stalls.Watch watch;

        private Watched(OutputStream out, Stalls.Watch watch) {
            super(out);
            this.watch = watch;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
            watch.moved();
        }
    }
}
