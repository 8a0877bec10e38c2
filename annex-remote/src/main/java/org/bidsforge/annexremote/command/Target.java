// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.command;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.bidsforge.annexremote.login.LocalSettings;
import org.bidsforge.annexremote.login.Login;
import org.bidsforge.annexremote.remote.Settings;
import org.bidsforge.store.ObjectStore;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which store a command is about. */
final class Target {
    @Parameters(
            arity = "0..1",
            paramLabel = "REMOTE",
            defaultValue = "",
            description = "The special remote of this repository; not needed if there is only one.")
    private String name = "";

    @Option(names = "--url", description = "Instead of a remote: the server, as https://host:port.")
    private String url = "";

    @Option(names = "--bucket", description = "With --url: the bucket.")
    private String bucket = "";

    @Option(names = "--prefix", description = "With --url: what the names of all objects begin with.")
    private String prefix = "";

    /** The store with what is known of it here. */
    record Opened(AnnexRepository annex, Settings settings, Login login) {
        ObjectStore store() {
            return settings.location().open(login.credentials(), settings.options());
        }
    }

    AnnexRepository annex() throws IOException {
        if (url.isEmpty()) {
            return AnnexRepository.find(name);
        }
        Map<String, String> settings = new TreeMap<>();
        settings.put("url", url);
        settings.put("bucket", bucket);
        settings.put("prefix", prefix);
        return AnnexRepository.unattached(settings);
    }

    Opened open() throws IOException {
        AnnexRepository annex = annex();
        LocalSettings local = local(annex);
        Settings settings = Settings.of(annex).with(local);
        return new Opened(annex, settings, login(annex, settings, local));
    }

    static LocalSettings local(AnnexRepository annex) throws IOException {
        return annex.isAttached()
                ? LocalSettings.read(annex.gitDirectory(), annex.remoteName(), System.getenv())
                : LocalSettings.none();
    }

    static Login login(AnnexRepository annex, Settings settings, LocalSettings local) throws IOException {
        return settings.anonymous() ? Login.anonymous() : Login.find(annex, settings.login(System.getenv(), local));
    }
}
