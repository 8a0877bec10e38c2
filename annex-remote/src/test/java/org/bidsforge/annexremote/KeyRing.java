// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A home of GnuPG for one test, with a new key that asks for no passphrase; the user's own is never touched. */
final class KeyRing {
    static final String KEY = "lab@example.org";

    private final Path home;

    private KeyRing(Path home) {
        this.home = home;
    }

    /** Not in the test's own folder, because the path to the agent's socket may not be long. */
    static KeyRing make() throws IOException, InterruptedException {
        KeyRing made = new KeyRing(Files.createTempDirectory("gpg"));
        made.run("gpg", "--batch", "--passphrase", "", "--quick-gen-key", KEY, "future-default");
        return made;
    }

    private void run(String... command) throws IOException, InterruptedException {
        GitAnnex.Ended ended = GitAnnex.run(home, home, Map.of("GNUPGHOME", home.toString()), command);
        assertThat(ended.exit()).as("%s: %s", List.of(command), ended.output()).isZero();
    }

    /** The environment, and this key ring in it. */
    Map<String, String> in(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("GNUPGHOME", home.toString());
        return all;
    }

    /** Ends the agent that git-annex has started, too. */
    void delete() throws IOException, InterruptedException {
        run("gpgconf", "--kill", "gpg-agent");
        GitAnnex.run(Path.of("/tmp"), Path.of("/tmp"), Map.of(), "rm", "-rf", home.toString());
    }
}
