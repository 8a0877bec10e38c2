// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A forge in a process of its own, to be killed. */
final class ForgeProgram {
    private ForgeProgram() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        EmbeddedForge forge = EmbeddedForge.start(EmbeddedForgeConfig.in(folder, Trial.ENVIRONMENT)
                .listeningOn("127.0.0.1", Integer.parseInt(arguments[1])));
        Files.writeString(Path.of(arguments[2]), forge.url(), StandardCharsets.UTF_8);
        Thread.sleep(Long.MAX_VALUE);
    }
}
