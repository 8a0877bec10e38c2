// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;
import org.bidsforge.store.http.Answer;
import org.jspecify.annotations.Nullable;

/** Asks for ranges of one object. */
record Ranges(Connection connection, String name, String object) {
    /** As end: to the end of the object. */
    static final long OPEN = Long.MAX_VALUE;

    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

    /**
     * Part of the content that is on its way.
     *
     * @param size of the whole object
     * @param etag of the version that it is of
     */
    record Range(Answer answer, long size, @Nullable String etag) {}

    /** At most this range, of the version with that ETag if one is given. */
    Range get(long start, long end, @Nullable String etag) throws StoreException {
        Request request = Request.of("GET", object);
        if (start > 0 || end < OPEN) {
            request = request.header("range", "bytes=" + start + "-" + (end == OPEN ? "" : end - 1));
        }
        if (etag != null) {
            request = request.header("if-match", etag);
        }
        Answer answer = send(request);
        try {
            return range(answer, start);
        } catch (StoreException e) {
            answer.cut();
            throw e;
        }
    }

    private Range range(Answer answer, long start) throws StoreException {
        @Nullable String etag = answer.header("ETag").orElse(null);
        Matcher range = RANGE.matcher(answer.header("Content-Range").orElse(""));
        if (range.matches() && Long.parseLong(range.group(1)) == start) {
            return new Range(answer, Long.parseLong(range.group(3)), etag);
        }
        // Without a range, or with one that is all of it.
        String length = answer.header("Content-Length").orElse("");
        if (answer.status() == 200 && start == 0 && length.matches("\\d{1,18}")) {
            long size = Long.parseLong(length);
            return new Range(answer, size, etag);
        }
        throw new StoreException(Kind.PERMANENT, "read", name, "the server ignored the range asked for");
    }

    private Answer send(Request request) throws StoreException {
        try {
            return connection.send("read", name, request);
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw new StoreException(Kind.TRANSIENT, "read", name, Connection.message(e), e);
        }
    }
}
