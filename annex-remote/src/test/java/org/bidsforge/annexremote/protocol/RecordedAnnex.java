// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A git-annex that knows some settings and remembers what it was told. */
public final class RecordedAnnex implements Annex {
    private final Map<String, String> settings;
    private final String gitDirectory;
    public final Map<String, Credentials> credentials = new HashMap<>();
    public final List<String> told = new CopyOnWriteArrayList<>();
    public final List<Long> progress = new CopyOnWriteArrayList<>();
    public String uuid = "11111111-1111-1111-1111-111111111111";

    public RecordedAnnex(String gitDirectory, Map<String, String> settings) {
        this.gitDirectory = gitDirectory;
        this.settings = settings;
    }

    @Override
    public String config(String setting) {
        return settings.getOrDefault(setting, "");
    }

    @Override
    public Optional<Credentials> credentials(String name) {
        return Optional.ofNullable(credentials.get(name));
    }

    @Override
    public void setCredentials(String name, Credentials set) {
        credentials.put(name, set);
    }

    @Override
    public String uuid() {
        return uuid;
    }

    @Override
    public String remoteName() {
        return "store";
    }

    @Override
    public boolean mayAskToVerify() {
        return false;
    }

    @Override
    public String gitDirectory() {
        return gitDirectory;
    }

    @Override
    public void progress(long bytes) {
        progress.add(bytes);
    }

    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {
        told.add(message);
    }
}
