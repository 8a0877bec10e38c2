// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.peer;

import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;

/** A running server that speaks S3, on a port of the loopback. */
public interface S3Server {
    int port();

    /** Of an owner who may do everything. */
    StoreCredentials owner();

    default StoreLocation.S3 location(String bucketAndPrefix) {
        return at(port(), bucketAndPrefix);
    }

    /** Ends the server by its own process; it is not left behind whatever happens. */
    void stop() throws InterruptedException;

    static StoreLocation.S3 at(int port, String bucketAndPrefix) {
        return (StoreLocation.S3) StoreLocation.parse("s3+http://127.0.0.1:" + port + "/" + bucketAndPrefix);
    }
}
