// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.work;

/**
 * A picture of a report, without its bytes.
 *
 * @param digest SHA-256 of the bytes in hexadecimal: the same picture has the same one in every report
 */
public record FiledPicture(long workId, String caption, String digest) {
    /** A file name that stands for the content. */
    public String fileName() {
        return "picture-" + digest.substring(0, 16) + ".png";
    }
}
