// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.http;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The first part of an answer (RFC 9112, sections 4 and 5).
 *
 * @param lasting whether the connection may be used again
 * @param fields first values by lower-case name
 */
record Head(int status, boolean lasting, Map<String, String> fields) {
    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_INTERIM = 20;

    /** The head of the final answer: what comes before it is passed over (RFC 9110, section 15.2). */
    static Head read(Link link) throws IOException {
        for (int i = 0; i < MOST_INTERIM; i++) {
            Head head = readOne(link);
            if (head.status >= 200) {
                return head;
            }
            if (head.status == 101) {
                break;
            }
        }
        throw new IOException("the server gives no final answer");
    }

    /** Also that of an interim answer. */
    static Head readOne(Link link) throws IOException {
        int left = MOST_BYTES;
        String line = link.line(left);
        left -= line.length();
        int status = status(line);
        boolean lasting = line.startsWith("HTTP/1.1");
        Map<String, String> fields = new LinkedHashMap<>();
        for (line = link.line(left); !line.isEmpty(); line = link.line(left)) {
            left -= line.length() + 2;
            int colon = line.indexOf(':');
            if (colon < 1 || line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                throw new IOException("the answer is not HTTP: a header without a name");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            if (value.chars().anyMatch(sign -> sign < ' ' && sign != '\t')) {
                throw new IOException("the answer is not HTTP: a header with control characters");
            }
            String known = fields.putIfAbsent(name, value);
            if (known != null && name.equals("content-length") && !known.equals(value)) {
                throw new IOException("the answer is not HTTP: two lengths");
            }
        }
        boolean closes = fields.getOrDefault("connection", "").equalsIgnoreCase("close");
        return new Head(status, lasting && !closes, fields);
    }

    private static int status(String line) throws IOException {
        if (line.length() < 12 || !line.startsWith("HTTP/1.") || line.charAt(8) != ' ') {
            throw new IOException("the answer is not HTTP");
        }
        int status = 0;
        for (int i = 9; i < 12; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new IOException("the answer is not HTTP");
            }
            status = 10 * status + digit;
        }
        return status;
    }

    Optional<String> field(String lowerCaseName) {
        return Optional.ofNullable(fields.get(lowerCaseName));
    }
}
