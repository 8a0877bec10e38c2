// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.steward;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.pages.State;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.Stage;
import org.bidsforge.forge.MergeRequest;
import org.bidsforge.service.intake.SpooledSession;
import org.bidsforge.service.review.Check;
import org.bidsforge.service.review.StageReports;
import org.bidsforge.service.sessions.Cell;
import org.bidsforge.service.sessions.Portrait;
import org.bidsforge.service.sessions.Standing;
import org.bidsforge.service.work.Work;

/** Says in words and cells what the facts of a session mean; each cell that is not final names what it waits for. */
final class PortraitPainter {
    private final URI forge;

    PortraitPainter(URI forge) {
        this.forge = forge;
    }

    /** One session before the painter. */
    record Sitting(SessionFacts facts, Step step, StageReports reports, Optional<SpooledSession> spooled, Instant now) {
        Optional<Step.Reason> rest() {
            return step instanceof Step.Rest rest ? Optional.of(rest.reason()) : Optional.empty();
        }

        boolean rests(Step.Reason reason) {
            return rest().filter(reason::equals).isPresent();
        }

        String reason() {
            return facts.latest()
                    .map(Work::reason)
                    .filter(text -> !text.isEmpty())
                    .orElse("no reason was given");
        }
    }

    Portrait paint(Sitting sitting) {
        SessionFacts facts = sitting.facts();
        List<Cell> cells = new ArrayList<>();
        cells.add(received(sitting));
        cells.add(committed(sitting));
        cells.add(converted(sitting));
        cells.add(validated(sitting));
        cells.add(reviewed(sitting));
        cells.add(merged(sitting));
        Verdict verdict = verdict(sitting);
        return new Portrait(
                verdict.standing,
                verdict.sentence,
                verdict.action,
                cells,
                facts.request().map(request -> request.page().toString()).orElse(""),
                run(facts),
                page(facts, RepositoryKind.BIDS),
                facts.latest().map(work -> work.target().sourceCommit()).orElse(""),
                facts.branch().map(SessionFacts.Branch::head).orElse(""));
    }

    private record Verdict(Standing standing, String sentence, String action) {}

    private static Verdict verdict(Sitting sitting) {
        if (sitting.step() instanceof Step.TryLater later) {
            return new Verdict(
                    Standing.RUNNING,
                    "Failed by the system, tried again at " + minute(later.notBefore()) + ": " + sitting.reason(),
                    "Nothing to do: the next attempt starts by itself.");
        }
        Optional<Step.Reason> rest = sitting.rest();
        if (rest.isEmpty()) {
            return new Verdict(Standing.RUNNING, "On its way.", "");
        }
        return switch (rest.get()) {
            case DONE -> new Verdict(Standing.DONE, "Merged: its data are in dev.", "");
            case NO_SOURCE -> noSource(sitting);
            case RUNNING -> new Verdict(Standing.RUNNING, "The conversion and its checks are on their way.", "");
            case REVIEW ->
                new Verdict(
                        Standing.NEEDS_YOU,
                        "Converted and checked: ready for your review.",
                        "Review the merge request and merge it.");
            case CLOSED ->
                new Verdict(
                        Standing.NEEDS_YOU,
                        "Its merge request was closed without merging.",
                        "Reopen the merge request, or redo the conversion.");
            case PERSON ->
                new Verdict(
                        Standing.NEEDS_YOU,
                        "A person must decide: " + sitting.reason(),
                        "Settle what the report names, then push to the branch, send the series again, or redo.");
            case DATA ->
                new Verdict(
                        Standing.FAILED,
                        "The data cannot be worked on as they are: " + sitting.reason(),
                        "Send the session again or correct it in sourcedata; then it starts by itself.");
            case GAVE_UP ->
                new Verdict(
                        Standing.FAILED,
                        "Failed by the system " + Decision.MOST_ATTEMPTS + " times: " + sitting.reason(),
                        "Look at the run's log, repair what it names, then redo.");
        };
    }

    private static Verdict noSource(Sitting sitting) {
        return sitting.facts().devTree().isPresent()
                ? new Verdict(Standing.DONE, "Merged; its source is no longer in sourcedata.", "")
                : new Verdict(
                        Standing.NEEDS_YOU,
                        "It has a branch, but no source in sourcedata.",
                        "Send the session again, or delete the branch.");
    }

    private Cell received(Sitting sitting) {
        String text = sitting.spooled()
                .map(one -> one.objects() + " objects in " + one.series() + " series")
                .orElse("came without this intake's doing");
        return cell("received", sitting.facts().sourceTree().isPresent() ? State.DONE : State.NA, text, "", sitting);
    }

    private Cell committed(Sitting sitting) {
        boolean there = sitting.facts().sourceTree().isPresent();
        return cell(
                "committed",
                there ? State.DONE : State.NA,
                there ? "in sourcedata" : "not in sourcedata",
                page(sitting.facts(), RepositoryKind.SOURCEDATA),
                sitting);
    }

    private Cell converted(Sitting sitting) {
        SessionFacts facts = sitting.facts();
        String step = "converted";
        if (facts.proposed() || facts.merged()) {
            Optional<Check> check = sitting.reports()
                    .conversion()
                    .map(report -> new Check(Stage.CONVERT, Check.state(report.outcome()), Check.result(report)));
            return cell(
                    step,
                    check.map(Check::state).orElse(State.DONE),
                    check.map(Check::result).orElse("converted"),
                    run(facts),
                    sitting);
        }
        if (sitting.step() instanceof Step.TryLater later) {
            return cell(step, State.WAIT, "next attempt at " + minute(later.notBefore()), run(facts), sitting);
        }
        if (sitting.rests(Step.Reason.PERSON)) {
            return cell(step, State.PERSON, sitting.reason(), run(facts), sitting);
        }
        if (sitting.rests(Step.Reason.DATA) || sitting.rests(Step.Reason.GAVE_UP)) {
            return cell(step, State.FAIL, sitting.reason(), run(facts), sitting);
        }
        return sitting.rests(Step.Reason.NO_SOURCE)
                ? cell(step, State.NA, "there is no source", "", sitting)
                : cell(step, State.RUN, "waits for the run to end", run(facts), sitting);
    }

    private Cell validated(Sitting sitting) {
        SessionFacts facts = sitting.facts();
        String step = "validated";
        if (facts.merged()) {
            return cell(step, State.DONE, "before it was merged", "", sitting);
        }
        if (!facts.proposed()) {
            return cell(step, State.WAIT, "waits for the conversion", "", sitting);
        }
        boolean running = facts.latest().filter(Work::live).isPresent();
        Check check = Check.of(sitting.reports(), running).stream()
                .filter(one -> one.stage().equals(Stage.VALIDATE))
                .findFirst()
                .orElseThrow();
        SessionFacts.Inspection remembered = facts.branch().orElseThrow().inspection();
        if (check.state() != State.WAIT || remembered == SessionFacts.Inspection.NONE) {
            return cell(step, check.state(), check.result(), run(facts), sitting);
        }
        return remembered == SessionFacts.Inspection.PASSED
                ? cell(step, State.DONE, "passed", "", sitting)
                : cell(step, State.PERSON, "did not pass", request(facts), sitting);
    }

    private Cell reviewed(Sitting sitting) {
        SessionFacts facts = sitting.facts();
        String step = "reviewed";
        if (facts.merged()) {
            return cell(step, State.DONE, "merged by a person", request(facts), sitting);
        }
        if (!facts.proposed()) {
            return cell(step, State.WAIT, "waits for the conversion", "", sitting);
        }
        if (sitting.rests(Step.Reason.REVIEW)) {
            return cell(step, State.PERSON, "waits for your review", request(facts), sitting);
        }
        if (sitting.rests(Step.Reason.CLOSED)) {
            return cell(step, State.PERSON, "closed without merging", request(facts), sitting);
        }
        return cell(step, State.WAIT, "waits for the checks", request(facts), sitting);
    }

    private Cell merged(Sitting sitting) {
        SessionFacts facts = sitting.facts();
        if (facts.merged()) {
            return cell("merged", State.DONE, "in dev", request(facts), sitting);
        }
        boolean conflict = facts.proposed() && !facts.proposal().orElseThrow().clean();
        return conflict
                ? cell("merged", State.RUN, "dev moved: the conversion is redone on top of it", run(facts), sitting)
                : cell("merged", State.WAIT, "waits for the review", "", sitting);
    }

    private static Cell cell(String step, State state, String text, String link, Sitting sitting) {
        return new Cell(step, state, text, sitting.now().toEpochMilli(), link);
    }

    private static String request(SessionFacts facts) {
        return facts.request().map(MergeRequest::page).map(URI::toString).orElse("");
    }

    private static String run(SessionFacts facts) {
        return facts.latest().map(Work::runUrl).orElse("");
    }

    private String page(SessionFacts facts, RepositoryKind kind) {
        return forge + "/" + facts.study().repository(kind).fullName();
    }

    private static String minute(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace("T", " ").replace("Z", " UTC");
    }
}
