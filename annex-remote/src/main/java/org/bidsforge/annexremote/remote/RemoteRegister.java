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
final class RemoteRegister {
    private static final int LONGEST = 1 << 24;

    private final String gitDirectory;

    RemoteRegister(String gitDirectory) {
        this.gitDirectory = gitDirectory;
    }

    boolean knows(String uuid) throws IOException {
        return knows(journal(), uuid) || knows(branch(), uuid);
    }

    private static boolean knows(String log, String uuid) {
        return RemoteLog.parse(log).settings(uuid).isPresent();
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
