// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.dicom.net.StorageClient;
import org.bidsforge.dicom.net.StorageClientConfig;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.intake.commit.StudyForge;
import org.bidsforge.intake.receive.ScanObjects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 at random moments between the first object and the end of the commit. */
class KillIT {
    private static final StudyName STUDY = new StudyName("lab", "rest");
    private static final RepositoryName SOURCEDATA = STUDY.repository(RepositoryKind.SOURCEDATA);
    private static final int KILLS = 12;
    private static final int SERIES = 3;
    private static final int SLICES = 40;

    @TempDir
    Path root;

    @Test
    void whatWasAcknowledgedIsCommittedExactlyOnceHoweverOftenItIsKilled() throws Exception {
        Outcome calm = run("calm", 0);
        Outcome rough = run("rough", KILLS);

        assertThat(calm.archives()).hasSize(SERIES);
        assertThat(rough).isEqualTo(calm);
    }

    private Outcome run(String name, int kills) throws Exception {
        Path place = Files.createDirectory(root.resolve(name));
        Files.createDirectory(place.resolve("store"));
        try (StudyForge forge = new StudyForge(place.resolve("forge"))) {
            forge.create(STUDY, "pseudonym");
            run(place, forge, kills);
            try (GitRepository git = forge.clone(SOURCEDATA)) {
                return new Outcome(git.treeId("main", "").orElseThrow(), stored(git));
            }
        }
    }

    private static void run(Path place, StudyForge forge, int kills) throws Exception {
        List<Path> unsent = new ArrayList<>(objects(place));
        // A fixed seed: the moments are random, but not new ones every day.
        Random random = new Random(7433);
        for (int kill = 0; kill < kills; kill++) {
            Process intake = start(place, forge);
            unsent.removeAll(send(place, unsent.subList(0, Math.min(unsent.size(), random.nextInt(25)))));
            Thread.sleep(random.nextInt(unsent.isEmpty() ? 3000 : 600));
            intake.destroyForcibly().waitFor();
        }
        Process intake = start(place, forge);
        try {
            unsent.removeAll(send(place, unsent));
            assertThat(unsent).isEmpty();
            await(() -> committed(forge) && spooled(place) == 0);
        } finally {
            intake.destroyForcibly().waitFor();
        }
    }

    private static List<Path> objects(Path place) throws IOException {
        Path folder = Files.createDirectory(place.resolve("sent"));
        List<Path> files = new ArrayList<>();
        for (int series = 1; series <= SERIES; series++) {
            for (int i = 1; i <= SLICES; i++) {
                files.add(ScanObjects.write(ScanObjects.slice(series, i), folder.resolve(series + "-" + i + ".dcm")));
            }
        }
        return files;
    }

    private static Process start(Path place, StudyForge forge) throws Exception {
        Files.deleteIfExists(announcement(place));
        ProcessBuilder program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        classPath(),
                        "-XX:TieredStopAtLevel=1",
                        BidsforgeIntake.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(place.resolve("log").toFile()));
        program.environment()
                .putAll(Map.of(
                        "BIDSFORGE_HOME",
                        place.resolve("home").toString(),
                        "BIDSFORGE_FORGE_URL",
                        forge.url().toString(),
                        "BIDSFORGE_FORGE_TOKEN",
                        forge.token().value(),
                        "BIDSFORGE_DICOM_PORT",
                        "0",
                        "BIDSFORGE_CLOSE_SECONDS",
                        "1",
                        "BIDSFORGE_SPOOL_RESERVE",
                        "1M",
                        "BIDSFORGE_DEID_KEY",
                        "a key for tests that nobody else has",
                        "BIDSFORGE_STORE_URL",
                        place.resolve("store").toUri().toString()));
        Process process = program.start();
        await(() -> {
            assertThat(process.isAlive()).as(place.resolve("log").toString()).isTrue();
            return Files.exists(announcement(place));
        });
        return process;
    }

    /** Some runners of tests keep the class path to their own class loader. */
    private static String classPath() {
        List<String> entries = new ArrayList<>();
        if (Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader) {
            Stream.of(loader.getURLs()).map(URL::getPath).forEach(entries::add);
        }
        entries.add(System.getProperty("java.class.path"));
        return String.join(File.pathSeparator, entries);
    }

    private static Path announcement(Path place) {
        return place.resolve("home/run/intake.json");
    }

    /** Sends, and tells which objects were acknowledged; a connection that breaks is part of the test. */
    private static Set<Path> send(Path place, List<Path> files) throws IOException {
        int port = new ObjectMapper()
                .readTree(Files.readString(announcement(place)))
                .path("port")
                .intValue();
        Set<Path> acknowledged = new HashSet<>();
        new StorageClient(StorageClientConfig.of("127.0.0.1", port, "SCANNER", "BIDSFORGE"))
                .store(List.copyOf(files), outcome -> {
                    if (outcome.isStored()) {
                        acknowledged.add(outcome.file());
                    }
                });
        return acknowledged;
    }

    private static boolean committed(StudyForge forge) throws IOException {
        try (GitRepository git = forge.clone(SOURCEDATA)) {
            for (var file : git.files("main", "")) {
                if (file.path().endsWith("_series.tsv")) {
                    String table = git.readText("main", file.path()).orElseThrow();
                    return table.lines()
                                    .skip(1)
                                    .filter(line -> line.contains("\t" + SLICES + "\t0\t"))
                                    .count()
                            == SERIES;
                }
            }
            return false;
        }
    }

    /** The archives that the repository names now; an earlier commit's may be there too. */
    private static Set<String> stored(GitRepository git) throws IOException {
        Set<String> keys = new HashSet<>();
        for (var file : git.files("main", "")) {
            if (file.path().endsWith(".tar")) {
                keys.add(git.readText("main", file.path()).orElseThrow());
            }
        }
        return keys;
    }

    private static long spooled(Path place) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> sessions = Files.newDirectoryStream(place.resolve("home/spool/sessions"))) {
            for (Path session : sessions) {
                // Only names: the files are being deleted meanwhile.
                try (DirectoryStream<Path> objects = Files.newDirectoryStream(session, "*.dcm")) {
                    count += StreamSupport.stream(objects.spliterator(), false).count();
                }
            }
        }
        return count;
    }

    private record Outcome(String tree, Set<String> archives) {}

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
