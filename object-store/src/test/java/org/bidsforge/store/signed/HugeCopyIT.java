// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bidsforge.store.Bucket;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.S3Options;
import org.bidsforge.store.peer.HaltingGateway;
import org.bidsforge.store.peer.MinioServer;
import org.bidsforge.store.peer.S3Server;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than S3 copies in one request, as when an exported file of that size is renamed. */
@Tag("long")
class HugeCopyIT {
    private static final long SIZE = (5L << 30) + 12_345;

    @TempDir
    private Path folder;

    @Test
    void isCopiedByTheServerPartByPart() throws Exception {
        Path file = folder.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(SIZE);
            sparse.seek(SIZE - 3);
            sparse.write(new byte[] {1, 2, 3});
        }
        MinioServer minio = MinioServer.start(folder);
        Pattern whole = Pattern.compile("PUT /huge/new");
        try (HaltingGateway gateway = new HaltingGateway(minio.port(), whole, HaltingGateway.Point.BEFORE)) {
            minio.location("huge").create(minio.owner(), S3Options.standard());
            ObjectStore store = S3Server.at(gateway.port(), "huge").open(minio.owner(), S3Options.standard());
            store.put("old", ObjectContent.ofFile(file));
            long sent = gateway.sent();

            store.copy("old", "new");

            assertThat(gateway.sent() - sent).as("bytes for the copy").isLessThan(10_000);
            assertThat(store.find("new").orElseThrow().size()).isEqualTo(SIZE);
            try (InputStream end = store.read("new", SIZE - 5)) {
                assertThat(end.readAllBytes()).containsExactly(0, 0, 1, 2, 3);
            }
            List<Bucket.Upload> uploads = new ArrayList<>();
            minio.location("huge").bucket(minio.owner(), S3Options.standard()).uploads("", uploads::add);
            assertThat(uploads).isEmpty();
        } finally {
            minio.stop();
        }
    }
}
