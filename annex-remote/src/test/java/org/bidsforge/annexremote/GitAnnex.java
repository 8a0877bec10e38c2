// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real git-annex, with this program in its PATH and nothing of the user's configuration.
 *
 * @param jobs whether it may give the program several jobs at once, if it can
 */
record GitAnnex(Path program, String version, boolean jobs) {
    /** A command that ended. */
    record Ended(int exit, String output) {}

    /** Each version that is installed: in PATH, and in the toolbox. */
    static List<GitAnnex> installed() throws IOException, InterruptedException {
        String home = System.getProperty("user.home");
        String toolbox = System.getenv().getOrDefault("BIDSFORGE_TOOLBOX", home + "/.cache/bidsforge/toolbox");
        Stream<Path> folders = Stream.concat(
                Stream.of(System.getenv("PATH").split(":", -1)).map(Path::of), Stream.of(Path.of(toolbox, "bin")));
        Map<String, GitAnnex> versions = new LinkedHashMap<>();
        for (Path program : folders.map(folder -> folder.resolve("git-annex"))
                .filter(Files::isExecutable)
                .toList()) {
            String first = new String(
                            new ProcessBuilder(program.toString(), "version", "--raw")
                                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                                    .start()
                                    .getInputStream()
                                    .readAllBytes(),
                            StandardCharsets.UTF_8)
                    .strip();
            versions.putIfAbsent(first, new GitAnnex(program, first, true));
        }
        if (versions.isEmpty()) {
            abort("no git-annex in PATH or in " + toolbox + "/bin");
        }
        return List.copyOf(versions.values());
    }

    /** The newest of them. */
    static GitAnnex newest() throws IOException, InterruptedException {
        List<GitAnnex> installed = installed();
        return installed.get(installed.size() - 1);
    }

    /** The same, but it does not offer to give the program several jobs at once. */
    GitAnnex withoutJobs() {
        return new GitAnnex(program, version, false);
    }

    @Override
    public String toString() {
        return "git-annex " + version + (jobs ? "" : " without ASYNC");
    }

    /** Makes a folder of programs: this git-annex, and a launcher of the remote with the class path of this test. */
    Path programs(Path folder) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        script(programs.resolve("git-annex"), "exec '" + program + "' \"$@\"");
        // By this name it is the helper through which git itself talks to a special remote; older versions are none.
        Files.createSymbolicLink(programs.resolve("git-remote-annex"), program);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // Compiled by C1 only, which starts sooner; that would cost throughput in earnest.
        script(
                programs.resolve("git-annex-remote-minio"),
                (jobs ? "" : "sed -u '1s/ ASYNC//' | ")
                        + "%s '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\""
                                .formatted(jobs ? "exec" : "", java, classPath(), GitAnnexRemoteMinio.class.getName()));
        return programs;
    }

    private static void script(Path file, String command) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What this test runs on: some launchers of tests have a class loader of their own for it. */
    static String classPath() {
        if (GitAnnex.class.getClassLoader() instanceof URLClassLoader loader) {
            return Stream.of(loader.getURLs())
                    .map(url -> Path.of(URI.create(url.toString())).toString())
                    .collect(Collectors.joining(":"));
        }
        return System.getProperty("java.class.path");
    }

    /** Runs a command in a folder; {@code environment} is added to an otherwise clean one. */
    static Ended run(Path programs, Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(programs, "output", "");
        Process process = start(programs, folder, environment, log, command);
        if (!process.waitFor(30, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        String output = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        Files.delete(log);
        return new Ended(process.waitFor(), output);
    }

    /** The same, not waited for, with its output in a file. */
    static Process start(Path programs, Path folder, Map<String, String> environment, Path log, String... command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", programs + ":/usr/local/bin:/usr/bin:/bin",
                        "HOME", programs.toString(),
                        "LC_ALL", "C.UTF-8",
                        "GIT_AUTHOR_NAME", "Test",
                        "GIT_AUTHOR_EMAIL", "test@example.org",
                        "GIT_COMMITTER_NAME", "Test",
                        "GIT_COMMITTER_EMAIL", "test@example.org",
                        "GIT_CONFIG_NOSYSTEM", "1"));
        builder.environment().putAll(environment);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return builder.start();
    }

    /** This version guards remotes that a clone enabled by itself: nothing may be sent before they are verified. */
    boolean hasVerifyRemote() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toString(), "verifyremote", "--help")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0;
    }
}
