// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Looks at git-annex on this machine, and at what this clone has made of the remote. */
final class GitAnnexChecks {
    private static final String PROGRAM = "git-annex-remote-minio";

    private final AnnexRepository annex;

    GitAnnexChecks(AnnexRepository annex) {
        this.annex = annex;
    }

    List<Finding> all() throws IOException {
        List<Finding> findings = new ArrayList<>();
        Optional<String> version = Git.ask("annex", "version", "--raw");
        findings.add(version.map(text -> Finding.ok("git-annex", text))
                .orElse(Finding.failed(
                        "git-annex", "not installed", "apt install git-annex, or: pip install git-annex")));
        findings.add(program());
        if (annex.isAttached()) {
            findings.add(enabled());
            verified().ifPresent(findings::add);
        }
        return findings;
    }

    private static Finding program() {
        String path = System.getenv().getOrDefault("PATH", "");
        Optional<Path> found = Arrays.stream(path.split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
        return found.map(file -> Finding.ok("program", file.toString()))
                .orElse(Finding.failed(
                        "program",
                        PROGRAM + " is not in PATH, where git-annex looks for it",
                        "script/install-annex-remote, and add its bin folder to PATH"));
    }

    private Finding enabled() throws IOException {
        String name = annex.remoteName();
        Optional<String> uuid = Git.config("remote." + name + ".annex-uuid");
        if (uuid.isEmpty()) {
            return Finding.failed("remote", name + " is not enabled in this clone", "git annex enableremote " + name);
        }
        if (Git.config("remote." + name + ".annex-ignore").orElse("").equals("true")) {
            return Finding.failed(
                    "remote", name + " is ignored here", "git config --unset remote." + name + ".annex-ignore");
        }
        return Finding.ok("remote", name + " is enabled, " + uuid.get());
    }

    /**
     * Newer versions of git-annex let a clone read from a remote that somebody else has set up, but neither send to any
     * remote nor push before a person has looked at it.
     */
    private Optional<Finding> verified() throws IOException {
        String name = annex.remoteName();
        Optional<String> state = Git.config("remote." + name + ".annex-verified");
        boolean guarded = Git.ask("annex", "verifyremote", "--help").isPresent();
        if (!guarded) {
            return Optional.empty();
        }
        return Optional.of(
                switch (state.orElse("")) {
                    case "verified", "" -> Finding.ok("verified", "git-annex may send and push");
                    default ->
                        Finding.failed(
                                "verified",
                                "git-annex reads from " + name
                                        + ", but sends and pushes nothing before you have verified it",
                                "git annex verifyremote " + name
                                        + ", look where it leads, and repeat with the --safe ID it prints");
                });
    }
}
