// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process, without git-annex. */
@Timeout(60)
class GitAnnexRemoteMinioIT {
    private final List<Process> started = new ArrayList<>();

    private Process start(String... arguments) throws IOException {
        return start("-Xshare:auto", List.of(arguments));
    }

    private Process start(String option, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                GitAnnex.classPath(),
                GitAnnexRemoteMinio.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        return process;
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    private static BufferedReader lines(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    private static void send(Process process, String line) throws IOException {
        OutputStream out = process.getOutputStream();
        out.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Waits in a dialogue that nobody answers. */
    private Process busy() throws IOException {
        Process process = start();
        BufferedReader lines = lines(process);
        assertThat(lines.readLine()).isEqualTo("VERSION 2");
        send(process, "PREPARE");
        assertThat(lines.readLine()).isEqualTo("GETCONFIG url");
        return process;
    }

    @Test
    void speaksFirst() throws IOException {
        assertThat(lines(start()).readLine()).isEqualTo("VERSION 2");
    }

    @Test
    void doesNotRepeatTheGreetingOfItsLauncher() throws IOException {
        Process process = start("-Dbidsforge.greeting=said", List.of());
        send(process, "EXTENSIONS INFO");

        assertThat(lines(process).readLine()).isEqualTo("EXTENSIONS INFO");
    }

    @Test
    void itsLauncherGreetsBeforeThereIsJava(@TempDir Path folder) throws Exception {
        Path launcher = launcher(folder);

        assertThat(said(folder, launcher.toString()))
                .startsWith("VERSION 2\n")
                .contains("-Dbidsforge.greeting=said")
                .endsWith("annex-remote-1.jar\n");
        assertThat(said(folder, launcher.toString(), "du"))
                .doesNotContain("VERSION", "=said")
                .endsWith("annex-remote-1.jar du\n");
    }

    @Test
    void archivesClassesOfJarsWithTheirWholePaths(@TempDir Path folder) throws Exception {
        launcher(folder);

        assertThat(said(folder, "bin/git-annex-remote-minio", "--archive-classes"))
                .contains(
                        "-XX:ArchiveClassesAtExit=" + folder.resolve("lib/annex-remote.jsa") + " ",
                        "-cp " + folder.resolve("lib/annex-remote-1.jar") + " ");
    }

    /** That of the package, with a Java that only repeats what it is told. */
    private static Path launcher(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Path launcher = Files.createDirectories(folder.resolve("bin")).resolve("git-annex-remote-minio");
        Files.writeString(
                launcher,
                Files.readString(Path.of("src/package/bin/git-annex-remote-minio"))
                        .replace("${project.version}", "1"));
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
        for (Path program : List.of(launcher, java)) {
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return launcher;
    }

    private String said(Path folder, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        Process process = builder.start();
        started.add(process);
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void endsWithItsInputWhateverItDoes() throws Exception {
        Process process = busy();

        process.getOutputStream().close();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void endsWhenItIsToldTo() throws Exception {
        Process process = busy();

        process.destroy();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void explainsItselfToAPersonWhoStartsIt() throws Exception {
        Process process = start("--help");

        assertThat(process.waitFor()).isZero();
        assertThat(process.getInputStream().readAllBytes())
                .asString()
                .contains("git annex initremote", "doctor", "login", "du");
    }

    @Test
    void knowsNoOtherCommands() throws Exception {
        assertThat(start("unknown").waitFor()).isEqualTo(2);
        assertThat(start("du", "--no-such-option").waitFor()).isEqualTo(2);
    }

    @Test
    void loadsNoCommandWhenGitAnnexStartsIt() throws Exception {
        Process process = start("-verbose:class", List.of());
        process.getOutputStream().close();

        assertThat(process.getInputStream().readAllBytes()).asString().doesNotContain("picocli", "annexremote.command");
    }
}
