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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs killed at random moments of a session's way, and started again: the same end, nothing lost, nothing twice. */
class KillIT {
    private static final String BIDS = "lab/memory-bids";
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
        try (Platform platform = Platform.start(folder.resolve("platform"), Map.of())) {
            platform.bidsforge("study", "create", "lab/memory");
            int sessions = 0;
            for (Moment moment : moments) {
                sessions++;
                journey(platform, sessions, moment);
            }
            assertThat(platform.forge("/repos/" + BIDS + "/pulls?state=all&limit=50"))
                    .hasSize(sessions);
            for (JsonNode request : platform.forge("/repos/" + BIDS + "/pulls?state=all&limit=50")) {
                everythingOnce(platform, request);
            }
        }
    }

    private void journey(Platform platform, int number, Moment moment) throws IOException, InterruptedException {
        Path dicom = folder.resolve("dicom" + number);
        platform.bidsforge("phantom", dicom.toString(), "--seed", String.valueOf(number));
        Thread killer = new Thread(() -> strike(platform, moment), "killer");
        killer.start();
        Shell.Result sent = platform.send(dicom);
        killer.join();
        for (int again = 0; sent.exit() != 0 && again < 3; again++) {
            // A scanner sends again what was not acknowledged.
            sent = platform.send(dicom);
        }
        assertThat(sent.exit()).as("%s: %s", moment, sent.output()).isZero();
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

    private void everythingOnce(Platform platform, JsonNode request) throws IOException, InterruptedException {
        String number = request.path("number").asText();
        String branch = request.path("head").path("ref").asText();
        JsonNode comments = platform.forge("/repos/" + BIDS + "/issues/" + number + "/comments");
        assertThat(comments).as("comments of %s", branch).hasSize(1);
        Path clone = folder.resolve("clone-" + number);
        Shell shell = platform.shell().in(folder);
        shell.run("git", "clone", "-q", "-b", branch, platform.cloneUrl(BIDS), clone.toString());
        String session = branch.replace("convert/", "");
        String commits = shell.in(clone)
                .run("git", "rev-list", "--count", "origin/dev.." + branch)
                .strip();
        assertThat(commits).as("commits on %s", branch).isEqualTo("1");
        Path source = folder.resolve("source-" + number);
        shell.run("git", "clone", "-q", platform.cloneUrl("lab/memory-sourcedata"), source.toString());
        String arrivals = shell.in(source)
                .run("git", "rev-list", "--count", "HEAD", "--", session.replace("_ses-", "/ses-"))
                .strip();
        assertThat(arrivals).as("commits of %s in sourcedata", session).isEqualTo("1");
        shell.in(clone).run("git", "annex", "get", ".");
        shell.in(clone).run("git", "annex", "fsck");
        assertThat(Files.exists(clone.resolve("participants.tsv"))).isTrue();
    }
}
