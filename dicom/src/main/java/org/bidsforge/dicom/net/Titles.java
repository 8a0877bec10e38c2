// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.nio.charset.StandardCharsets;

/** Application entity titles in their fixed fields of sixteen bytes. */
final class Titles {
    static final int LENGTH = 16;

    private Titles() {}

    static void check(String title) {
        if (title.isBlank() || title.length() > LENGTH || !clean(title).equals(title.strip())) {
            throw new IllegalArgumentException("An AE title is 1 to 16 printable ASCII characters: " + title);
        }
    }

    static byte[] encode(String title) {
        return String.format("%-16s", title).getBytes(StandardCharsets.US_ASCII);
    }

    /** Titles of a peer end in logs: only printable ASCII is kept. */
    static String clean(String title) {
        return title.replaceAll("[^ -\\[\\]-~]", "").strip();
    }
}
