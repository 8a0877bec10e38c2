// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.steward;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.Run;
import org.bidsforge.service.metrics.Metrics;
import org.bidsforge.service.work.Reports;
import org.bidsforge.service.work.Work;
import org.bidsforge.service.work.WorkLedger;
import org.bidsforge.service.work.WorkState;

/** Compares what the ledger believes of a run with what the forge says. */
final class RunSettlement {
    private static final Duration UNKNOWN = Duration.ofHours(6);

    private final Forge forge;
    private final WorkLedger ledger;
    private final Reports reports;
    private final Dispatcher dispatcher;
    private final Metrics metrics;
    private final Clock clock;

    RunSettlement(StewardParts parts, Dispatcher dispatcher) {
        this.forge = parts.forge();
        this.ledger = parts.ledger();
        this.reports = parts.reports();
        this.dispatcher = dispatcher;
        this.metrics = parts.metrics();
        this.clock = parts.clock();
    }

    /** Whether the run is over since, and is now written down so. */
    boolean settle(Work work) throws IOException {
        if (!work.live()) {
            return false;
        }
        if (work.runId().isEmpty()) {
            Duration patience = work.state() == WorkState.DISPATCHING ? StudySteward.UNANSWERED : UNKNOWN;
            boolean lost = work.updated().plus(patience).isBefore(clock.instant());
            return lost && finish(work, system("the forge did not say that it took the run"));
        }
        Optional<Run> run =
                forge.runs().find(work.target().study().repository(RepositoryKind.BIDS), Long.parseLong(work.runId()));
        if (run.isEmpty()) {
            return finish(work, system("the run vanished from the forge"));
        }
        return run.get().state().isFinal()
                && finish(work, RunVerdict.of(reports(work), run.get().state()));
    }

    private Map<String, StageReport> reports(Work work) throws IOException {
        Map<String, StageReport> byStage = new HashMap<>();
        for (Reports.Filed filed :
                reports.of(work.target().study(), work.target().session())) {
            if (filed.workId() == work.id()) {
                byStage.put(filed.report().stage(), filed.report());
            }
        }
        return byStage;
    }

    private boolean finish(Work work, RunVerdict verdict) throws IOException {
        ledger.finish(work.id(), verdict.verdict(), verdict.reason(), dispatcher.again(work.attempt()));
        metrics.count(
                "bidsforge_runs_total", "outcome", verdict.verdict().name().toLowerCase(Locale.ROOT));
        metrics.time(
                "bidsforge_run_seconds",
                "cause",
                work.cause().name().toLowerCase(Locale.ROOT),
                Duration.between(work.created(), clock.instant()));
        return true;
    }

    private static RunVerdict system(String reason) {
        return new RunVerdict(Work.Verdict.FAILED_BY_SYSTEM, reason);
    }
}
