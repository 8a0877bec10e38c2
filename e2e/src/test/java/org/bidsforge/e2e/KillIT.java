// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs killed at random moments of a session's way, and started again: the same end, nothing lost, nothing twice. */
class KillIT {
    private static final String BIDS = "lab/memory-bids";
    private static final String KEY = "a key for tests that nobody else has";
    private static final int LONGEST_DELAY_MILLIS = 9000;

    /** What is killed; the embedded forge lives in the service, the runner's jobs are processes of their own. */
    private enum Victim {
        INTAKE,
        SERVICE,
        JOB
    }

    private record Moment(Victim victim, int delayMillis) {}

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void endsTheSameAfterAKillOfEach() throws IOException, InterruptedException {
        run(moments(new Random(20), 3));
    }

    @Test
    @Tag("long")
    void endsTheSameAfterTwentyKills() throws IOException, InterruptedException {
        run(moments(new Random(System.nanoTime()), 20));
    }

    private static List<Moment> moments(Random random, int count) {
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            moments.add(new Moment(Victim.values()[i % Victim.values().length], random.nextInt(LONGEST_DELAY_MILLIS)));
        }
        return moments;
    }

    private void run(List<Moment> moments) throws IOException, InterruptedException {
        Map<String, String> rough = states("rough", moments.size(), (platform, number) -> {
            Moment moment = moments.get(number - 1);
            Thread killer = new Thread(() -> strike(platform, moment), "killer");
            killer.start();
            return killer;
        });
        Map<String, String> calm = states("calm", moments.size(), (platform, number) -> new Thread("nobody"));
        assertThat(rough).as("%s", moments).isEqualTo(calm);
    }

    /** What happens while a session is on its way. */
    private interface Trouble {
        Thread begin(Platform platform, int number) throws IOException, InterruptedException;
    }

    /** The files of each session in both repositories after all of them went their way, as git lists them with their ids. */
    private Map<String, String> states(String name, int sessions, Trouble trouble)
            throws IOException, InterruptedException {
        Path place = Files.createDirectory(folder.resolve(name));
        try (Platform platform = Platform.start(place.resolve("platform"), Map.of("BIDSFORGE_DEID_KEY", KEY))) {
            platform.bidsforge("study", "create", "lab/memory");
            for (int number = 1; number <= sessions; number++) {
                journey(platform, place, number, trouble);
            }
            JsonNode requests = platform.forge("/repos/" + BIDS + "/pulls?state=all&limit=50");
            assertThat(requests).hasSize(sessions);
            Map<String, String> states = new TreeMap<>();
            for (JsonNode request : requests) {
                String branch = request.path("head").path("ref").asText();
                states.put(branch, everythingOnce(platform, place, branch, request));
            }
            return states;
        }
    }

    private static void journey(Platform platform, Path place, int number, Trouble trouble)
            throws IOException, InterruptedException {
        Path dicom = place.resolve("dicom" + number);
        platform.bidsforge("phantom", dicom.toString(), "--seed", String.valueOf(number));
        Thread killer = trouble.begin(platform, number);
        Shell.Result sent = platform.send(dicom);
        killer.join();
        for (int again = 0; sent.exit() != 0 && again < 3; again++) {
            // A scanner sends again what was not acknowledged.
            sent = platform.send(dicom);
        }
        assertThat(sent.exit()).as("session %s: %s", number, sent.output()).isZero();
        platform.awaitGreenMergeRequest(BIDS, number);
    }

    private static void strike(Platform platform, Moment moment) {
        try {
            Thread.sleep(moment.delayMillis());
            switch (moment.victim()) {
                case INTAKE -> {
                    platform.killIntake();
                    platform.startIntake();
                }
                case SERVICE -> {
                    platform.killService();
                    platform.startService();
                }
                case JOB -> platform.killJob();
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("could not strike " + moment, e);
        }
    }

    private static String everythingOnce(Platform platform, Path place, String branch, JsonNode request)
            throws IOException, InterruptedException {
        String number = request.path("number").asText();
        JsonNode comments = platform.forge("/repos/" + BIDS + "/issues/" + number + "/comments");
        assertThat(comments).as("comments of %s", branch).hasSize(1);
        Path clone = place.resolve("clone-" + number);
        Shell shell = platform.shell().in(place);
        shell.run("git", "clone", "-q", "-b", branch, platform.cloneUrl(BIDS), clone.toString());
        String session = branch.replace("convert/", "");
        String commits = shell.in(clone)
                .run("git", "rev-list", "--count", "origin/dev.." + branch)
                .strip();
        assertThat(commits).as("commits on %s", branch).isEqualTo("1");
        Path source = place.resolve("source-" + number);
        shell.run("git", "clone", "-q", platform.cloneUrl("lab/memory-sourcedata"), source.toString());
        String folder = session.replace("_ses-", "/ses-");
        String arrivals = shell.in(source)
                .run("git", "rev-list", "--count", "HEAD", "--", folder)
                .strip();
        assertThat(arrivals).as("commits of %s in sourcedata", session).isEqualTo("1");
        shell.in(clone).run("git", "annex", "get", ".");
        shell.in(clone).run("git", "annex", "fsck");
        return shell.in(clone).run("git", "ls-tree", "-r", branch, folder, "participants.tsv")
                + shell.in(source).run("git", "ls-tree", "-r", "HEAD", folder);
    }
}
