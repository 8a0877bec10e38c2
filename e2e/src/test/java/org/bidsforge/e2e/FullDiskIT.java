// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spool's disk fills up while a session arrives: the scanner is told, the board says it, and a second try gets in. */
class FullDiskIT {
    @Test
    void refusesWhatItCannotKeep(@TempDir Path folder) throws IOException, InterruptedException {
        Platform platform = Platform.in(folder.resolve("platform"), Map.of("BIDSFORGE_SPOOL_RESERVE", "2M"));
        Path spool = Files.createDirectories(platform.home().resolve("spool"));
        Shell.Result mounted =
                platform.shell().attempt("mount", "-t", "tmpfs", "-o", "size=20m,mode=0700", "tmpfs", spool.toString());
        Assumptions.assumeTrue(mounted.exit() == 0, "needs the right to mount a small disk: " + mounted.output());
        try (platform) {
            platform.startService();
            platform.startIntake();
            platform.bidsforge("study", "create", "lab/memory");
            platform.bidsforge("phantom", folder.resolve("dicom").toString());

            Shell.Result sent = platform.send(folder.resolve("dicom"));

            assertThat(sent.exit()).as(sent.output()).isNotZero();
            Platform.await("board says that the disk is full", Duration.ofSeconds(30), () -> {
                String board = platform.get(platform.serviceUrl() + "/").body();
                return board.contains("space") ? Optional.of(true) : Optional.empty();
            });
            platform.shell().run("mount", "-o", "remount,size=400m", spool.toString());
            Shell.Result again = platform.send(folder.resolve("dicom"));
            assertThat(again.exit()).as(again.output()).isZero();
            platform.awaitGreenMergeRequest("lab/memory-bids", 1);
        } finally {
            platform.shell().attempt("umount", "-l", spool.toString());
        }
    }
}
