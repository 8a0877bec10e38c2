// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.store.RefusedException;

/** A server's answer; closing it early gives up its connection. */
final class Answer implements AutoCloseable {
    private static final int WORTH_DRAINING = 1 << 16;

    private final HttpURLConnection connection;
    private final int status;
    private final InputStream content;

    Answer(HttpURLConnection connection, int status) throws IOException {
        this.connection = connection;
        this.status = status;
        InputStream given = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        this.content = given == null ? InputStream.nullInputStream() : given;
    }

    int status() {
        return status;
    }

    boolean isGood() {
        return status >= 200 && status < 300;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(connection.getHeaderField(name));
    }

    Map<String, List<String>> headers() {
        return connection.getHeaderFields();
    }

    /** The server's clock, in milliseconds since 1970. */
    Optional<Long> date() {
        long date = connection.getHeaderFieldDate("Date", 0);
        return date == 0 ? Optional.empty() : Optional.of(date);
    }

    InputStream content() {
        return content;
    }

    /** The beginning of a text, as much as an error or a short result has. */
    String text() throws IOException {
        return new String(content.readNBytes(RefusedException.LONGEST_TEXT), StandardCharsets.UTF_8);
    }

    /** What was not read is read if it is short, so that the connection can be used again. */
    @Override
    public void close() {
        try (content) {
            if (content.readNBytes(WORTH_DRAINING).length == WORTH_DRAINING) {
                connection.disconnect();
            }
        } catch (IOException broken) {
            connection.disconnect();
        }
    }

    /** Breaks the connection, which ends a read of another thread. */
    void cut() {
        connection.disconnect();
    }
}
