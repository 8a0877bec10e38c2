// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bidsforge.annexremote.protocol.Annex;
import org.bidsforge.annexremote.remote.RemoteRegister;
import org.bidsforge.core.annex.RemoteLog;

/**
 * One special remote of the repository in the present folder, answered for by its files instead of a running git-annex.
 *
 * @param settings as git-annex recorded them
 * @param uuid of the remote; that of the other one if they share their content
 */
record AnnexRepository(String gitDirectory, String remoteName, String uuid, SortedMap<String, String> settings)
        implements Annex {
    private static final String TYPE = "minio";

    /** The remote of that name, or with an empty name the only one there is. */
    static AnnexRepository find(String name) throws IOException {
        String folder = Git.ask("rev-parse", "--path-format=absolute", "--git-common-dir")
                .orElseThrow(() -> new IllegalArgumentException(
                        "this folder is in no git repository; change to one, or give --url and --bucket"));
        RemoteLog log = new RemoteRegister(folder).log();
        List<AnnexRepository> found = new ArrayList<>();
        for (String entry : log.entries().keySet()) {
            SortedMap<String, String> settings = log.settings(entry).orElseThrow();
            if (TYPE.equals(settings.get("externaltype"))) {
                found.add(new AnnexRepository(
                        folder, nameOf(settings), settings.getOrDefault("sameas-uuid", entry), settings));
            }
        }
        List<AnnexRepository> fitting = found.stream()
                .filter(remote -> name.isEmpty() || remote.remoteName.equals(name))
                .toList();
        if (fitting.size() != 1) {
            List<String> names = found.stream().map(AnnexRepository::remoteName).toList();
            throw new IllegalArgumentException(
                    names.isEmpty()
                            ? "this repository has no special remote with externaltype=minio"
                            : "name one of the remotes of this repository: " + String.join(", ", names));
        }
        return fitting.get(0);
    }

    /** A store that belongs to no repository here. */
    static AnnexRepository unattached(Map<String, String> settings) {
        return new AnnexRepository("", "", "", new TreeMap<>(settings));
    }

    private static String nameOf(Map<String, String> settings) {
        return settings.getOrDefault("name", settings.getOrDefault("sameas-name", ""));
    }

    boolean isAttached() {
        return !gitDirectory.isEmpty();
    }

    @Override
    public String config(String setting) {
        return settings.getOrDefault(setting, "");
    }

    @Override
    public Optional<Credentials> credentials(String name) throws IOException {
        if (!isAttached() || !Files.isReadable(file(name))) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file(name), StandardCharsets.UTF_8);
        return lines.size() < 2 ? Optional.empty() : Optional.of(new Credentials(lines.get(0), lines.get(1)));
    }

    private Path file(String name) {
        return Path.of(gitDirectory, "annex", "creds", uuid + "-" + name);
    }

    /** Writes them where git-annex keeps them, for this user's eyes only. */
    @Override
    public void setCredentials(String name, Credentials credentials) throws IOException {
        String text = credentials.user() + "\n" + credentials.password() + "\n";
        Path folder = Files.createDirectories(file(name).resolveSibling(""));
        Path file = Files.createTempFile(
                folder, "new", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
        Files.move(file, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void forgetCredentials(String name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    @Override
    public boolean mayAskToVerify() {
        return false;
    }

    @Override
    public void progress(long bytes) {}

    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {
        System.err.println(message);
    }
}
