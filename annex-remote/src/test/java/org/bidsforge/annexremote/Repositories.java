// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bidsforge.annexremote.GitAnnex.Ended;
import org.bidsforge.store.peer.HaltingGateway;

/** Git repositories in one folder, driven by one version of git-annex. */
final class Repositories {
    private static final Pattern VERIFY = Pattern.compile("verifyremote \\S+ --safe (\\S+)");

    private final GitAnnex annex;
    private final Path folder;
    private final Path programs;
    private final Map<String, String> environment;

    Repositories(GitAnnex annex, Path folder, Map<String, String> environment) throws IOException {
        this.annex = annex;
        this.folder = folder;
        this.programs = annex.programs(folder);
        this.environment = environment;
    }

    /** The same repositories, used by somebody with another environment. */
    private Repositories(Repositories same, Map<String, String> environment) {
        this.annex = same.annex;
        this.folder = same.folder;
        this.programs = same.programs;
        this.environment = environment;
    }

    Repositories as(Map<String, String> other) {
        return new Repositories(this, other);
    }

    Ended tried(String repository, String... command) throws IOException, InterruptedException {
        return GitAnnex.run(programs, folder.resolve(repository), environment, command);
    }

    /** Runs what must succeed; gives the output. */
    String run(String repository, String... command) throws IOException, InterruptedException {
        Ended ended = tried(repository, command);
        assertThat(ended.exit()).as("%s: %s", List.of(command), ended.output()).isZero();
        return ended.output();
    }

    /** Starts what comes to the gateway's point, and kills it there (SIGKILL) with everything that it started. */
    void killed(String repository, HaltingGateway gateway, String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(programs, "killed", "");
        Process process = GitAnnex.start(programs, folder.resolve(repository), environment, log, command);
        boolean stopped = gateway.awaitStop(Duration.ofSeconds(60));
        awaitQuiet(folder.resolve(repository).resolve(".git/annex/tmp"));
        for (ProcessHandle each : Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()) {
            each.destroyForcibly();
        }
        process.waitFor();
        assertThat(stopped)
                .as("%s: %s", List.of(command), Files.readString(log))
                .isTrue();
    }

    /** On a busy machine a program has not yet taken in all that was sent to it when the last byte was. */
    private static void awaitQuiet(Path folder) throws IOException, InterruptedException {
        long before = -1;
        long now = size(folder);
        for (int i = 0; i < 40 && now != before; i++) {
            Thread.sleep(500);
            before = now;
            now = size(folder);
        }
    }

    private static long size(Path folder) throws IOException {
        long size = 0;
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    size += Files.size(file);
                }
            }
        }
        return size;
    }

    String git(String repository, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return run(repository, command.toArray(String[]::new));
    }

    /** Makes a remote of this program, not encrypted unless a setting says so; gives what it says. */
    String initRemote(String repository, String name, String... settings) throws IOException, InterruptedException {
        return run(repository, initCommand(name, settings));
    }

    Ended triedInitRemote(String repository, String name, String... settings) throws IOException, InterruptedException {
        return tried(repository, initCommand(name, settings));
    }

    private static String[] initCommand(String name, String... settings) {
        List<String> command = new ArrayList<>(List.of("git", "annex", "initremote", name));
        command.addAll(List.of("type=external", "externaltype=minio"));
        command.addAll(List.of(settings));
        if (command.stream().noneMatch(setting -> setting.startsWith("encryption="))) {
            command.add("encryption=none");
        }
        return command.toArray(String[]::new);
    }

    void create(String repository) throws IOException, InterruptedException {
        git(".", "init", "-q", "-b", "main", repository);
        git(repository, "annex", "init", "-q", repository);
    }

    void add(String repository, Map<String, byte[]> files) throws IOException, InterruptedException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = file(repository, file.getKey());
            Files.createDirectories(path.resolveSibling(""));
            Files.write(path, file.getValue());
        }
        git(repository, "annex", "add", "-q", ".");
        git(repository, "commit", "-q", "-m", "add files");
    }

    Path file(String repository, String file) {
        return folder.resolve(repository).resolve(file);
    }

    /** Publishes a repository as {@code hub}, a bare one without content. */
    void publish(String repository) throws IOException, InterruptedException {
        git(".", "init", "-q", "--bare", "-b", "main", "hub");
        git(repository, "remote", "add", "hub", folder.resolve("hub").toString());
        git(repository, "config", "remote.hub.annex-ignore", "true");
        git(repository, "push", "-q", "hub", "main", "git-annex");
    }

    /** A fresh clone of the hub; gives what {@code git annex init} says. */
    String cloneHub(String clone) throws IOException, InterruptedException {
        git(".", "clone", "-q", folder.resolve("hub").toString(), clone);
        return git(clone, "annex", "init", clone);
    }

    /** What a person does who recognizes the store that the clone has enabled by itself; old versions do not ask. */
    void verify(String repository, String remote) throws IOException, InterruptedException {
        if (annex.hasVerifyRemote()) {
            Matcher id = VERIFY.matcher(git(repository, "annex", "verifyremote", remote));
            assertThat(id.find()).isTrue();
            git(repository, "annex", "verifyremote", remote, "--safe", id.group(1));
        }
    }
}
