// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bidsforge.stages.Bidsforge;

/** The command line in a process of its own, as it is started by a user. */
final class Program {
    private final Path folder;
    private final List<String> launcher = new ArrayList<>();
    private final List<String> options = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1"));
    private final Map<String, String> environment = new LinkedHashMap<>();

    /** {@code folder} takes what the program prints. */
    Program(Path folder) {
        this.folder = folder;
    }

    /** What a program printed, and its exit code. */
    record Ended(int exit, String output) {}

    /** A process that goes on, and the file into which it prints. */
    record Running(Process process, Path output) {
        Ended await() throws IOException, InterruptedException {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return new Ended(process.exitValue(), Files.readString(output));
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }

    /** A command that takes the program as its arguments. */
    Program by(String... command) {
        launcher.addAll(List.of(command));
        return this;
    }

    Program option(String option) {
        options.add(option);
        return this;
    }

    Program with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), Bidsforge.class.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(Files.createDirectories(folder), "printed-", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new Running(builder.start(), output);
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).await();
    }

    /** What this test runs on: some launchers of tests have a class loader of their own for it. */
    private static String classPath() {
        if (Program.class.getClassLoader() instanceof URLClassLoader loader) {
            return Stream.of(loader.getURLs())
                    .map(url -> Path.of(URI.create(url.toString())).toString())
                    .collect(Collectors.joining(":"));
        }
        return System.getProperty("java.class.path");
    }
}
