// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.time.Duration;

/**
 * Where a storage server listens and what it lets a peer do.
 *
 * @param port 0 for any free port
 * @param aeTitle the title it answers with; peers may call any title
 * @param maxPdu largest P-DATA unit it takes, 16 KiB to 1 MiB
 * @param idleTimeout longest wait for a peer's next request
 * @param transferTimeout longest wait for progress inside a unit, in either direction
 */
public record StorageServerConfig(
        String host,
        int port,
        String aeTitle,
        int maxPdu,
        int maxAssociations,
        Duration idleTimeout,
        Duration transferTimeout) {
    public StorageServerConfig {
        Titles.check(aeTitle);
        if (maxPdu < 16 << 10 || maxPdu > 1 << 20) {
            throw new IllegalArgumentException("The largest PDU is between 16 KiB and 1 MiB: " + maxPdu);
        }
        if (maxAssociations < 1 || maxAssociations > 1000) {
            throw new IllegalArgumentException("Associations are between 1 and 1000: " + maxAssociations);
        }
        if (idleTimeout.toMillis() < 1 || transferTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("Time-outs are positive: " + idleTimeout + ", " + transferTimeout);
        }
    }

    /** Twenty associations, units of 256 KiB, five minutes between requests, thirty seconds within one. */
    public static StorageServerConfig of(String host, int port, String aeTitle) {
        return new StorageServerConfig(
                host, port, aeTitle, 256 << 10, 20, Duration.ofMinutes(5), Duration.ofSeconds(30));
    }
}
