// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.peer.MinioServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class MinioConformanceIT extends ConformanceContract {
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    @TempDir
    private static Path data;

    private static Optional<MinioServer> minio = Optional.empty();

    private String prefix = "";

    @BeforeAll
    static void startMinio() throws Exception {
        MinioServer started = MinioServer.start(data);
        minio = Optional.of(started);
        StoreLocation.parse("s3+" + started.url() + "/conformance").create(MinioServer.credentials());
    }

    @AfterAll
    static void stopMinio() throws Exception {
        if (minio.isPresent()) {
            minio.get().stop();
        }
    }

    void newPrefix() {
        prefix = "lab-" + PREFIXES.incrementAndGet() + "/";
    }

    @Override
    Map<String, String> settings() {
        if (prefix.isEmpty()) {
            newPrefix();
        }
        return Map.of("url", minio.orElseThrow().url(), "bucket", "conformance", "prefix", prefix);
    }

    @Override
    List<String> login() {
        return List.of(
                MinioServer.credentials().accessKey(),
                MinioServer.credentials().secretKey().value());
    }
}
