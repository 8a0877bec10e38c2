// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A MinIO for the tests of one class; a static field with {@code @RegisterExtension} is all it takes. */
public final class RunningMinio implements BeforeAllCallback, AfterAllCallback {
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private Optional<Path> folder = Optional.empty();
    private Optional<MinioServer> server = Optional.empty();

    /** Aborts the tests where there is no MinIO. */
    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        Path made = Files.createTempDirectory("bidsforge-minio");
        folder = Optional.of(made);
        server = Optional.of(MinioServer.start(made));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException, InterruptedException {
        if (server.isPresent()) {
            server.get().stop();
        }
        if (folder.isPresent()) {
            ServerProcess.delete(folder.get());
        }
    }

    public MinioServer server() {
        return server.orElseThrow();
    }

    /** The name of a bucket that no other test has; it is not made yet. */
    public static String newBucket() {
        return "bucket-of-test-" + BUCKETS.incrementAndGet();
    }
}
