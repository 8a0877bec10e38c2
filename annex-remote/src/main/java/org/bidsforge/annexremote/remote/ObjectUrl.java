// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.nio.charset.StandardCharsets;

/** Object names in addresses. */
final class ObjectUrl {
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    private ObjectUrl() {}

    /** The name with all escaped that could mean something else in a path; slashes stay. */
    static String path(String object) {
        StringBuilder path = new StringBuilder();
        for (byte b : object.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            path.append(PLAIN.indexOf(c) >= 0 ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return path.toString();
    }
}
