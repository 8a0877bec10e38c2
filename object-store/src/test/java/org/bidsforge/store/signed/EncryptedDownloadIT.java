// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.S3Options;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.peer.FaultProxy;
import org.bidsforge.store.peer.MinioServer;
import org.bidsforge.store.peer.OwnAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS a connection that another thread reads from is not cut as simply as one in clear. */
class EncryptedDownloadIT {
    private static final int SIZE = 60 << 20;

    @TempDir
    private Path folder;

    private static StoreLocation.S3 at(int port) {
        return (StoreLocation.S3) StoreLocation.parse("s3+https://127.0.0.1:" + port + "/encrypted");
    }

    @Test
    @Timeout(120)
    void leavesTheConnectionThatHoldsUpTheOthers() throws Exception {
        OwnAuthority authority = OwnAuthority.make(folder, "ip:127.0.0.1");
        MinioServer minio = MinioServer.start(folder, authority);
        S3Options options = new S3Options(
                Optional.of(authority.certificate()),
                Optional.empty(),
                Optional.empty(),
                S3Options.Addressing.PATH,
                OptionalLong.empty(),
                Optional.empty(),
                S3Options.Encryption.NONE,
                S3Options.Deletion.HIDE);
        byte[] bytes = new byte[SIZE];
        new Random(3).nextBytes(bytes);
        FaultProxy.Faults usual = new FaultProxy.Faults(0, Duration.ZERO, 20_000_000);
        FaultProxy.Faults late = new FaultProxy.Faults(0, Duration.ZERO, 100_000);
        try (FaultProxy line = new FaultProxy(minio.port(), connection -> connection == 5 ? late : usual)) {
            at(minio.port()).create(minio.owner(), options);
            at(minio.port()).open(minio.owner(), options).put("object", ObjectContent.ofBytes(bytes));
            ObjectStore store = at(line.port()).open(minio.owner(), options);

            try (InputStream in = store.read("object", 0)) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }

            // Less than one range, which has 2 MiB and would take 20 s.
            assertThat(line.answered(5)).isBetween(1L, 1_500_000L);
        } finally {
            minio.stop();
        }
    }
}
