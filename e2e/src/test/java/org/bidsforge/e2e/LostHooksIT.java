// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No hook ever arrives: the look at the forge on a timer alone brings a session to its merge request. */
class LostHooksIT {
    @Test
    void reconcileAloneFinishesASession(@TempDir Path folder) throws IOException, InterruptedException {
        try (Platform platform =
                Platform.start(folder.resolve("platform"), Map.of("BIDSFORGE_RECONCILE_SECONDS", "2"))) {
            platform.bidsforge("study", "create", "lab/memory");
            for (String repository : List.of("lab/memory-sourcedata", "lab/memory-bids")) {
                for (JsonNode hook : platform.forge("/repos/" + repository + "/hooks")) {
                    platform.forgeDelete(
                            "/repos/" + repository + "/hooks/" + hook.path("id").asText());
                }
                assertThat(platform.forge("/repos/" + repository + "/hooks")).isEmpty();
            }
            platform.bidsforge("phantom", folder.resolve("dicom").toString());
            assertThat(platform.send(folder.resolve("dicom")).exit()).isZero();

            platform.awaitGreenMergeRequest("lab/memory-bids", 1);

            String metrics = platform.get(platform.serviceUrl() + "/metrics").body();
            assertThat(metrics).containsPattern("bidsforge_found_by_reconcile_total [1-9]");
        }
    }
}
