// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bidsforge.dicom.net.StorageClient;
import org.bidsforge.dicom.net.StorageClientConfig;
import org.bidsforge.dicom.net.StorageServer;
import org.bidsforge.dicom.net.StorageServerConfig;
import org.bidsforge.dicom.net.StoreOutcome;
import org.bidsforge.intake.board.RecordedBoard;
import org.bidsforge.intake.spool.Fingerprints;
import org.bidsforge.intake.spool.SpaceReserve;
import org.bidsforge.intake.spool.Spool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Says how fast objects are received with everything that makes them durable; fails only when any is missing. */
class ReceiveRateIT {
    private static final int OBJECTS = 1000;

    @TempDir
    Path root;

    @Test
    void receivesAThousandObjects() throws Exception {
        RecordedBoard board = new RecordedBoard();
        Incidents incidents = new Incidents(board, InstantSource.system());
        OpenAssociations associations = new OpenAssociations();
        try (Spool spool = Spool.open(root.resolve("spool"), new Fingerprints(new byte[32]), InstantSource.system());
                StorageServer server = StorageServer.start(
                        StorageServerConfig.of("127.0.0.1", 0, "BIDSFORGE"),
                        new SpoolingStore(spool, SpaceReserve.of(root, 0), incidents, associations),
                        new AssociationWatch(associations, incidents))) {
            send(server, files(1));
            measure("one association", server, List.of(files(2)));
            measure("four associations", server, List.of(files(3), files(4), files(5), files(6)));

            assertThat(spool.sessions().get(0).summary().amount().objects()).isEqualTo(6 * OBJECTS);
        }
        assertThat(board.incidents()).isEmpty();
    }

    private static void measure(String what, StorageServer server, List<List<Path>> senders) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(senders.size());
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            senders.forEach(files -> tasks.add(() -> send(server, files)));
            long start = System.nanoTime();
            for (Future<Boolean> sent : pool.invokeAll(tasks)) {
                assertThat(sent.get()).isTrue();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("receive, %s: %.0f objects/s%n", what, senders.size() * OBJECTS / seconds);
        } finally {
            pool.shutdown();
        }
    }

    private static boolean send(StorageServer server, List<Path> files) throws IOException {
        return new StorageClient(StorageClientConfig.of("127.0.0.1", server.port(), "SCANNER", "BIDSFORGE"))
                .store(files, outcome -> {}).stream().allMatch(StoreOutcome::isStored);
    }

    private List<Path> files(int series) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 1; i <= OBJECTS; i++) {
            files.add(ScanObjects.write(ScanObjects.slice(series, i), root.resolve(series + "-" + i + ".dcm")));
        }
        return files;
    }
}
