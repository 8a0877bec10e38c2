// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

import java.util.Base64;

/** A picture for the merge request and the session's page, small enough to travel in a report. */
public record Picture(String name, String caption, String mediaType, String base64) {
    public static Picture of(String name, String caption, String mediaType, byte[] bytes) {
        return new Picture(name, caption, mediaType, Base64.getEncoder().encodeToString(bytes));
    }

    public byte[] bytes() {
        return Base64.getDecoder().decode(base64);
    }
}
