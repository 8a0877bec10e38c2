// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Takes the objects that a storage server receives. Called by several associations at the same time. */
public interface StoreHandler {
    /** Asked before an association is accepted: why it cannot be served now, like a full disk; empty when it can. */
    Optional<String> refusal();

    /**
     * Takes one object; only after SUCCESS may the sender delete its own. The stream is the data set in the request's
     * transfer syntax, without file meta information; it fails when the sender aborts, goes away or stalls, and what was
     * read of it until then is to be thrown away. What is not read is skipped. An exception of the handler's own is
     * answered with OUT_OF_RESOURCES.
     */
    StoreStatus store(StoreRequest request, InputStream dataSet) throws IOException;
}
