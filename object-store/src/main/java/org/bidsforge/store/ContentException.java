// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.io.IOException;

/** Carries what a content's own source threw through the HTTP client, so that it is not taken for the server's. */
public final class ContentException extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException failure;

    public ContentException(IOException failure) {
        super(failure);
        this.failure = failure;
    }

    public IOException failure() {
        return failure;
    }
}
