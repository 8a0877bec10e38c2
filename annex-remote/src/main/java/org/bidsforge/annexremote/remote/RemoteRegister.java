// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bidsforge.core.annex.RemoteLog;

/**
 * The special remotes that a repository knows. The protocol does not tell whether a remote is being made or only
 * enabled in a clone; but when it is made, git-annex has not recorded it yet.
 */
public final class RemoteRegister {
    private static final int LONGEST = 1 << 24;

    private final String gitDirectory;

    public RemoteRegister(String gitDirectory) {
        this.gitDirectory = gitDirectory;
    }

    /** Whether content is recorded to be in a remote of this program that has this UUID, perhaps beside another one. */
    boolean knows(String uuid) throws IOException {
        RemoteLog log = log();
        return log.entries().keySet().stream()
                        .map(entry -> log.settings(entry).orElseThrow())
                        .filter(settings -> "minio".equals(settings.get("externaltype")))
                        .anyMatch(settings -> uuid.equals(settings.get("sameas-uuid")))
                || log.settings(uuid)
                        .map(settings -> "minio".equals(settings.get("externaltype")))
                        .orElse(false);
    }

    /** All special remotes with their settings, as git-annex sees them here. */
    public RemoteLog log() throws IOException {
        String pending = journal();
        return RemoteLog.parse(pending.isEmpty() ? branch() : pending);
    }

    /** What git-annex has not committed yet. */
    private String journal() throws IOException {
        Path file = Path.of(gitDirectory, "annex", "journal", RemoteLog.PATH);
        return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }

    private String branch() throws IOException {
        ProcessBuilder git = new ProcessBuilder(
                "git", "--git-dir", gitDirectory, "cat-file", "blob", "refs/heads/git-annex:" + RemoteLog.PATH);
        git.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = git.start();
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            return new String(out.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } finally {
            process.destroy();
        }
    }
}
