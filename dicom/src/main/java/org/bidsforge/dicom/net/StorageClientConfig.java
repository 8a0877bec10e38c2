// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.time.Duration;

/**
 * The peer a storage client talks to.
 *
 * @param connectTimeout longest wait for the connection and the answer to the association request
 * @param responseTimeout longest wait for the answer to an object
 * @param transferTimeout longest wait for progress inside a unit, in either direction
 */
public record StorageClientConfig(
        String host,
        int port,
        String callingTitle,
        String calledTitle,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration transferTimeout) {
    public StorageClientConfig {
        Titles.check(callingTitle);
        Titles.check(calledTitle);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("A port is between 1 and 65535: " + port);
        }
    }

    /** Ten seconds to connect, five minutes for an answer, thirty seconds within a unit. */
    public static StorageClientConfig of(String host, int port, String callingTitle, String calledTitle) {
        return new StorageClientConfig(
                host,
                port,
                callingTitle,
                calledTitle,
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30));
    }
}
