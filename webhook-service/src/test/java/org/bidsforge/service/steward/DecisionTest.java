// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.steward;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.forge.MergeRequest;
import org.bidsforge.service.work.Cause;
import org.bidsforge.service.work.Target;
import org.bidsforge.service.work.Work;
import org.bidsforge.service.work.WorkState;
import org.junit.jupiter.api.Test;

final class DecisionTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final StudyName STUDY = StudyName.parse("lab/one");
    private static final SessionName SESSION = SessionName.parse("sub-01");
    private static final String TREE = "tree1";

    private final List<Work> works = new ArrayList<>();
    private Optional<String> source = Optional.of(TREE);
    private Optional<SessionFacts.Branch> branch = Optional.empty();
    private Optional<String> merged = Optional.empty();
    private Optional<MergeRequest> request = Optional.empty();

    @Test
    void startsTheConversionOfANewSession() {
        assertThat(step()).isEqualTo(new Step.Dispatch(Cause.SOURCE));
    }

    @Test
    void startsItAgainWhenTheSourceChangedSince() {
        merged = Optional.of("older tree");

        assertThat(step()).isEqualTo(new Step.Dispatch(Cause.SOURCE));
    }

    @Test
    void waitsForARunThatIsOn() {
        works.add(work(Cause.SOURCE, WorkState.RUNNING, Work.Verdict.OPEN, NOW));

        assertThat(step()).isEqualTo(rest(Step.Reason.RUNNING));
    }

    @Test
    void opensTheMergeRequestWhileTheChecksStillRun() {
        works.add(work(Cause.SOURCE, WorkState.RUNNING, Work.Verdict.OPEN, NOW));
        branch = branch(TREE, true, SessionFacts.Inspection.NONE);

        assertThat(step()).isEqualTo(new Step.OpenRequest());
    }

    @Test
    void waitsForReviewOnceAllChecksPassed() {
        works.add(work(Cause.SOURCE, WorkState.FINISHED, Work.Verdict.OK, NOW));
        branch = branch(TREE, true, SessionFacts.Inspection.PASSED);
        request = request(MergeRequest.State.OPEN);

        assertThat(step()).isEqualTo(rest(Step.Reason.REVIEW));
    }

    @Test
    void checksAHeadThatNobodyLookedAt() {
        branch = branch(TREE, true, SessionFacts.Inspection.NONE);
        request = request(MergeRequest.State.OPEN);

        assertThat(step()).isEqualTo(new Step.Dispatch(Cause.PUSH));
    }

    @Test
    void redoesAConversionThatNoLongerMerges() {
        branch = branch(TREE, false, SessionFacts.Inspection.PASSED);
        request = request(MergeRequest.State.OPEN);

        assertThat(step()).isEqualTo(new Step.Dispatch(Cause.CONFLICT));
    }

    @Test
    void doesNotReopenWhatAPersonClosed() {
        branch = branch(TREE, true, SessionFacts.Inspection.PASSED);
        request = request(MergeRequest.State.CLOSED);

        assertThat(step()).isEqualTo(rest(Step.Reason.CLOSED));
    }

    @Test
    void isDoneWhenTheSourceAsItIsNowIsMerged() {
        merged = Optional.of(TREE);

        assertThat(step()).isEqualTo(rest(Step.Reason.DONE));
    }

    @Test
    void isDoneWhenAPersonSquashedTheMergeRequest() {
        merged = Optional.of(TREE);
        branch = branch(TREE, true, SessionFacts.Inspection.PASSED);
        request = request(MergeRequest.State.MERGED);

        assertThat(step()).isEqualTo(rest(Step.Reason.DONE));
    }

    @Test
    void doesNotRepeatWhatTheDataMakeImpossible() {
        works.add(work(Cause.SOURCE, WorkState.FINISHED, Work.Verdict.FAILED_BY_DATA, NOW));

        assertThat(step()).isEqualTo(rest(Step.Reason.DATA));
    }

    @Test
    void asksAPersonWhereARunSaidSo() {
        works.add(work(Cause.SOURCE, WorkState.FINISHED, Work.Verdict.NEEDS_PERSON, NOW));

        assertThat(step()).isEqualTo(rest(Step.Reason.PERSON));
    }

    @Test
    void triesAgainLaterWhatFailedByTheSystem() {
        Instant later = NOW.plusSeconds(8);
        works.add(work(Cause.SOURCE, WorkState.FINISHED, Work.Verdict.FAILED_BY_SYSTEM, later));

        assertThat(step()).isEqualTo(new Step.TryLater(later));
        assertThat(Decision.of(facts(), later)).isEqualTo(new Step.Dispatch(Cause.SOURCE));
    }

    @Test
    void givesUpAfterSoManyAttempts() {
        for (int i = 0; i < Decision.MOST_ATTEMPTS; i++) {
            works.add(work(Cause.SOURCE, WorkState.FINISHED, Work.Verdict.FAILED_BY_SYSTEM, NOW));
        }

        assertThat(step()).isEqualTo(rest(Step.Reason.GAVE_UP));
    }

    @Test
    void startsAfreshWhenTheSourceChangedAfterItGaveUp() {
        givesUpAfterSoManyAttempts();
        source = Optional.of("tree2");

        assertThat(step()).isEqualTo(new Step.Dispatch(Cause.SOURCE));
    }

    @Test
    void asksAPersonWhenTheForgeRemembersAFailedCheckOnly() {
        branch = branch(TREE, true, SessionFacts.Inspection.FAILED);
        request = request(MergeRequest.State.OPEN);

        assertThat(step()).isEqualTo(rest(Step.Reason.PERSON));
    }

    @Test
    void leavesABranchWithoutSourceAlone() {
        source = Optional.empty();
        branch = branch(TREE, true, SessionFacts.Inspection.NONE);

        assertThat(step()).isEqualTo(rest(Step.Reason.NO_SOURCE));
    }

    private Step step() {
        return Decision.of(facts(), NOW);
    }

    private static Step rest(Step.Reason reason) {
        return new Step.Rest(reason);
    }

    private SessionFacts facts() {
        return new SessionFacts(STUDY, SESSION, source, branch, "dev1", merged, request, works);
    }

    private static Optional<SessionFacts.Branch> branch(
            String tree, boolean clean, SessionFacts.Inspection inspection) {
        return Optional.of(new SessionFacts.Branch("head1", tree, false, clean, inspection));
    }

    private static Optional<MergeRequest> request(MergeRequest.State state) {
        return Optional.of(new MergeRequest(
                1,
                state,
                "title",
                "",
                SESSION.branch(),
                "head1",
                "dev",
                Optional.empty(),
                URI.create("http://forge/1")));
    }

    private static Work work(Cause cause, WorkState state, Work.Verdict verdict, Instant notBefore) {
        Target target = new Target(STUDY, SESSION, "c0ffee", TREE, "", "dev1");
        Instant created = NOW.minus(Duration.ofMinutes(1));
        return new Work(1, target, cause, 1, state, verdict, "", "7", "", created, created, notBefore);
    }
}
