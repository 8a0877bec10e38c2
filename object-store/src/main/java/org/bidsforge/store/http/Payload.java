// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.http;

import java.io.IOException;
import java.io.OutputStream;

/** What a request carries; written again if the request is sent again. */
public interface Payload {
    /** In bytes. */
    long length();

    /** Writes exactly that many bytes. */
    void writeTo(OutputStream out) throws IOException;
}
