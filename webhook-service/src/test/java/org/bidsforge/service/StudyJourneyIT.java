// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.forge.Comment;
import org.bidsforge.forge.CommitStatus;
import org.bidsforge.forge.MergeOutcome;
import org.bidsforge.forge.MergeRequest;
import org.bidsforge.forge.git.TreeEdit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions go their way between the service and a real embedded forge; the test plays the stages. */
final class StudyJourneyIT {
    private static final String ONE = "sub-01_ses-01";
    private static final String TWO = "sub-02_ses-01";

    @TempDir
    private Path folder;

    private StudyFixture study;

    @BeforeEach
    void start() throws Exception {
        study = StudyFixture.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        study.close();
    }

    @Test
    void goesFromAPushToMerged() throws Exception {
        study.connectHooks();
        String source = study.send(ONE, "1\n");
        Play play = study.next();
        assertThat(play.source()).isEqualTo(source);

        String head = play.convertWell("participant_id\nsub-01\n");
        MergeRequest request = study.request(ONE);
        study.awaitPortrait("ready for your review");

        assertThat(statuses(head))
                .containsEntry("bidsforge/convert", CommitStatus.State.SUCCESS)
                .containsEntry("bidsforge/validate", CommitStatus.State.SUCCESS);
        List<Comment> comments = study.forge().mergeRequests().comments(StudyFixture.BIDS, request.number());
        assertThat(comments).hasSize(1);
        assertThat(comments.get(0).body())
                .contains("Ready for review")
                .contains("<img src=\"" + study.forge().url())
                .contains("/session/lab/one/" + ONE);

        assertThat(study.forge().mergeRequests().merge(StudyFixture.BIDS, request.number(), head))
                .isInstanceOf(MergeOutcome.Merged.class);
        study.awaitPortrait("\"standing\":\"DONE\"");
        assertThat(study.idle()).isTrue();
    }

    @Test
    void finishesWithoutAnyHook() throws Exception {
        study.send(ONE, "1\n");
        study.service().service().reconcile();
        Play play = study.next();
        play.claim("convert");
        String head = study.convert(play, "participant_id\nsub-01\n");
        play.report("convert", head, Outcome.OK);
        play.report("validate", head, Outcome.OK);
        play.end(0);

        study.await("review", () -> {
            study.service().service().reconcile();
            return study.portrait().contains("ready for your review") ? Optional.of(true) : Optional.empty();
        });
        assertThat(study.service().get("/metrics").body()).contains("bidsforge_found_by_reconcile_total");
        assertThat(study.forge().mergeRequests().open(StudyFixture.BIDS)).hasSize(1);
    }

    @Test
    void opensNothingForATicketThatIsNotExactlyRight() throws Exception {
        study.connectHooks();
        study.send(ONE, "1\n");
        Play play = study.next();

        assertThat(play.claim("convert", "A".repeat(43), play.runId()).statusCode())
                .isEqualTo(403);
        assertThat(play.claim("convert", play.ticket(), "999").statusCode()).isEqualTo(403);
        assertThat(play.claim("deface", play.ticket(), play.runId()).statusCode())
                .isEqualTo(403);
        String first = play.claim("convert").path("reportToken").asText();
        assertThat(play.claim("convert").path("reportToken").asText()).isEqualTo(first);
        assertThat(play.report("validate", first, play.form("validate", "", Outcome.OK)))
                .isEqualTo(403);
        assertThat(play.report("convert", "A".repeat(43), play.form("convert", "", Outcome.OK)))
                .isEqualTo(401);

        play.report("convert", "", Outcome.FAILED_BY_DATA);
        play.end(1);
        study.awaitPortrait("\"standing\":\"FAILED\"");
        assertThat(play.claim("convert", play.ticket(), play.runId()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void triesAgainWhenARunDiesWithoutAWord() throws Exception {
        study.connectHooks();
        study.send(ONE, "1\n");
        Play first = study.next();
        first.claim("convert");
        first.end(1);
        Play second = study.next();

        assertThat(second.runId()).isNotEqualTo(first.runId());
        second.convertWell("participant_id\nsub-01\n");
        study.awaitPortrait("ready for your review");
    }

    @Test
    void remembersOnTheForgeWhatTheDataMakeImpossible() throws Exception {
        study.connectHooks();
        String source = study.send(ONE, "1\n");
        Play play = study.next();
        play.report("convert", "", Outcome.FAILED_BY_DATA);
        play.end(7);
        study.awaitPortrait("\"standing\":\"FAILED\"");
        assertThat(study.portrait()).contains("the header is cut off");
        assertThat(study.forge().statuses().list(StudyFixture.SOURCEDATA, source))
                .extracting(CommitStatus::state)
                .containsExactly(CommitStatus.State.FAILURE);

        study.restart(true);
        study.awaitPortrait("the header is cut off");
        assertThat(study.idle()).isTrue();
    }

    @Test
    void losesNothingButHistoryWithItsDatabase() throws Exception {
        study.connectHooks();
        study.send(ONE, "1\n");
        study.next().convertWell("participant_id\nsub-01\n");
        study.awaitPortrait("ready for your review");

        study.restart(true);
        study.awaitPortrait("ready for your review");
        assertThat(study.idle()).isTrue();
        assertThat(study.forge().mergeRequests().all(StudyFixture.BIDS)).hasSize(1);
    }

    @Test
    void joinsASessionAgainWhenAnotherOneWasMergedBeforeIt() throws Exception {
        study.connectHooks();
        study.send(ONE, "1\n");
        String first = study.next().convertWell("participant_id\nsub-01\n");
        study.send(TWO, "2\n");
        study.next().convertWell("participant_id\nsub-02\n");
        study.request(TWO);
        study.awaitPortrait("ready for your review");

        study.forge()
                .mergeRequests()
                .merge(StudyFixture.BIDS, study.request(ONE).number(), first);
        Play again = study.next();
        assertThat(again.session()).hasToString(TWO);
        String head = again.convertWell("participant_id\nsub-01\nsub-02\n");

        study.awaitPortrait("\"standing\":\"DONE\"");
        study.await("green", () -> statuses(head).size() == 2 ? Optional.of(true) : Optional.empty());
        assertThat(study.forge()
                        .mergeRequests()
                        .merge(StudyFixture.BIDS, study.request(TWO).number(), head))
                .isInstanceOf(MergeOutcome.Merged.class);
    }

    @Test
    void checksWhatAPersonPushesToTheBranch() throws Exception {
        study.connectHooks();
        study.send(ONE, "1\n");
        study.next().convertWell("participant_id\nsub-01\n");
        study.awaitPortrait("ready for your review");

        String edited = study.commit(
                StudyFixture.BIDS, "convert/" + ONE, new TreeEdit().text("sub-01/ses-01/note.txt", "better\n"));
        Play check = study.next();
        check.report("convert", edited, Outcome.OK);
        check.report("validate", edited, Outcome.NEEDS_PERSON);
        check.end(3);

        study.awaitPortrait("A person must decide");
        assertThat(statuses(edited)).containsEntry("bidsforge/validate", CommitStatus.State.FAILURE);
        List<Comment> comments = study.forge()
                .mergeRequests()
                .comments(StudyFixture.BIDS, study.request(ONE).number());
        assertThat(comments).hasSize(1);
        assertThat(comments.get(0).body()).contains("Needs a person");
    }

    @Test
    void startsOverWhenThePersonAsks() throws Exception {
        study.connectHooks();
        study.send(ONE, "1\n");
        Play play = study.next();
        play.report("convert", "", Outcome.FAILED_BY_DATA);
        play.end(7);
        study.awaitPortrait("\"standing\":\"FAILED\"");
        String address = "/session/lab/one/" + ONE;
        String page = study.service().get(address).body();
        String token = page.replaceAll("(?s).*name=\"token\" value=\"([^\"]+)\".*", "$1");

        assertThat(post(address, "token=" + token, "cross-site")).isEqualTo(403);
        assertThat(post(address, "token=wrong", "same-origin")).isEqualTo(403);
        assertThat(post(address, "token=" + token, "same-origin")).isEqualTo(303);
        study.next().convertWell("participant_id\nsub-01\n");
        study.awaitPortrait("ready for your review");
    }

    private int post(String address, String form, String site) throws Exception {
        return study.service()
                .send(study.service()
                        .request(address + "/redo")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Sec-Fetch-Site", site)
                        .POST(HttpRequest.BodyPublishers.ofString(form)))
                .statusCode();
    }

    private Map<String, CommitStatus.State> statuses(String commit) throws Exception {
        return study.forge().statuses().list(StudyFixture.BIDS, commit).stream()
                .collect(Collectors.toMap(CommitStatus::context, CommitStatus::state));
    }
}
