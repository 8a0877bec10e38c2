// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake;

import java.nio.file.Path;
import java.util.Map;
import org.bidsforge.core.config.Environment;
import org.bidsforge.intake.commit.LocalForge;

/** The program with bare repositories in place of a forge, to be killed from outside. */
final class KillableIntake {
    private KillableIntake() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        Environment environment = Environment.of(Map.of(
                "BIDSFORGE_HOME", root.resolve("home").toString(),
                "BIDSFORGE_DICOM_PORT", "0",
                "BIDSFORGE_CLOSE_SECONDS", "1",
                "BIDSFORGE_SPOOL_RESERVE", "1M",
                "BIDSFORGE_DEID_KEY", "a key for tests that nobody else has",
                "BIDSFORGE_STORE_URL", root.resolve("store").toUri().toString()));
        LocalForge forge = new LocalForge(root.resolve("forge"));
        forge.configure(KillIT.STUDY, "pseudonym");
        try (Receiver receiver = Receiver.start(environment, forge)) {
            Thread.sleep(Long.MAX_VALUE);
            throw new AssertionError("Nothing but a kill ends port " + receiver.port());
        }
    }
}
