// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Vr;
import org.bidsforge.dicom.net.StoreStatus;
import org.bidsforge.intake.board.Incident;
import org.bidsforge.intake.board.RecordedBoard;
import org.bidsforge.intake.spool.Fingerprints;
import org.bidsforge.intake.spool.SpaceReserve;
import org.bidsforge.intake.spool.Spool;
import org.bidsforge.intake.spool.SpoolSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a small file system in memory, which only root may mount. */
class FullDiskIT {
    @TempDir
    Path root;

    private final RecordedBoard board = new RecordedBoard();
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "bidsforge-test", root.toString());
        Assumptions.assumeTrue(mounted, "only root may mount a small file system");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", root.toString());
        }
    }

    @Test
    void refusesWhatDoesNotFitAndKeepsWhatItAcknowledged() throws IOException {
        int kept = fill(0);

        assertThat(kept).isBetween(3, 20);
        assertThat(board.incidents()).extracting(Incident::kind).contains(Incident.Kind.SPOOL);
        try (Spool spool = open()) {
            assertThat(spool.sessions().get(0).summary().amount().objects()).isEqualTo(kept);
            assertThat(files(".dcm")).hasSize(kept);
            assertThat(files(".part")).isEmpty();
        }
    }

    @Test
    void theReserveRefusesBeforeAnythingIsWritten() throws IOException {
        int kept = fill(1 << 20);

        assertThat(kept).isBetween(1, 12);
        assertThat(board.incidents()).extracting(Incident::kind).containsOnly(Incident.Kind.SPACE);
    }

    @Test
    void goesOnWhenThereIsRoomAgain() throws IOException {
        Path other = Files.write(root.resolve("other"), new byte[1_200_000]);
        int before = fill(0);
        Files.delete(other);

        int after = fill(0);

        assertThat(after).isGreaterThan(before);
        try (Spool spool = open()) {
            SpoolSession session = spool.sessions().get(0);
            assertThat(session.closeIfIdle(Duration.ZERO)).isTrue();
            assertThat(session.begin().orElseThrow().objects()).hasSize(after);
        }
    }

    /** Sends until something is refused; how many objects were acknowledged, now or earlier. */
    private int fill(long reserve) throws IOException {
        Incidents incidents = new Incidents(board, InstantSource.system());
        int stored = 0;
        try (Spool spool = open()) {
            SpoolingStore store =
                    new SpoolingStore(spool, SpaceReserve.of(root, reserve), incidents, new OpenAssociations());
            for (int i = 1; i <= 40; i++) {
                DataSet object = ScanObjects.slice(1, i);
                object.setBytes(Tag.PIXEL_DATA, Vr.OW, new byte[150_000]);
                if (store.store(ScanObjects.request(object), ScanObjects.stream(object)) == StoreStatus.SUCCESS) {
                    stored++;
                } else {
                    assertThat(store.store(ScanObjects.request(object), ScanObjects.stream(object)))
                            .isEqualTo(StoreStatus.OUT_OF_RESOURCES);
                    return stored;
                }
            }
        }
        return stored;
    }

    private Spool open() throws IOException {
        return Spool.open(root.resolve("spool"), new Fingerprints(new byte[32]), InstantSource.system());
    }

    private List<String> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("spool"))) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(ending))
                    .toList();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        return process.waitFor() == 0;
    }
}
