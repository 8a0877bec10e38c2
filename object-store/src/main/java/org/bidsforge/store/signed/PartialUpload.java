// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.util.Map;

/**
 * An upload in parts that is going on.
 *
 * @param checksums whether the server keeps and checks a CRC32C of each part
 * @param parts what it has already, by number
 */
record PartialUpload(String id, boolean checksums, Map<Integer, Part> parts) {
    /**
     * A part that the server has.
     *
     * @param checksum CRC32C in Base64, or empty
     */
    record Part(int number, long size, String etag, String checksum) {
        Part withChecksum(String known) {
            return new Part(number, size, etag, known);
        }
    }
}
