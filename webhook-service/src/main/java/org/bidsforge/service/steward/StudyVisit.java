// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.steward;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.Stage;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.forge.CommitStatus;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.MergeRequest;
import org.bidsforge.service.review.StageReports;
import org.bidsforge.service.work.FiledPicture;
import org.bidsforge.service.work.Pictures;
import org.bidsforge.service.work.Reports;
import org.bidsforge.service.work.Work;
import org.bidsforge.service.work.WorkLedger;
import org.jspecify.annotations.Nullable;

/** What is read of one study during one look, each thing at most once. For one thread. */
final class StudyVisit {
    private static final String VALIDATE = "bidsforge/" + Stage.VALIDATE.name();

    private final StudyName study;
    private final StudyView view;
    private final Forge forge;
    private final WorkLedger ledger;
    private final Reports reports;
    private final Pictures pictures;
    private final List<MergeRequest> open;
    private @Nullable List<MergeRequest> all;

    StudyVisit(StudyName study, StudyView view, StewardParts parts) throws IOException {
        this.study = study;
        this.view = view;
        this.forge = parts.forge();
        this.ledger = parts.ledger();
        this.reports = parts.reports();
        this.pictures = parts.pictures();
        this.open = new ArrayList<>(forge.mergeRequests().open(repository()));
    }

    RepositoryName repository() {
        return study.repository(RepositoryKind.BIDS);
    }

    StudyView view() {
        return view;
    }

    void opened(MergeRequest request) {
        open.add(0, request);
    }

    SessionFacts facts(SessionName session) throws IOException {
        Optional<String> source = Optional.ofNullable(view.sources().get(session));
        List<Work> works = ledger.of(study, session);
        Optional<SessionFacts.Branch> branch = branch(session, works);
        return new SessionFacts(
                study,
                session,
                source,
                branch,
                view.devHead(),
                Optional.ofNullable(view.merged().get(session)),
                request(session, branch),
                works);
    }

    /** The reports that speak of the branch as it is now, or of its source. */
    StageReports reports(SessionFacts facts) throws IOException {
        String head = facts.branch().map(SessionFacts.Branch::head).orElse("");
        Map<Long, Work> sameSource = facts.works().stream()
                .filter(work -> facts.sourceTree()
                        .filter(work.target().sourceTree()::equals)
                        .isPresent())
                .collect(Collectors.toMap(Work::id, work -> work, (one, other) -> one, TreeMap::new));
        List<StageReport> all = reports.of(study, facts.session()).stream()
                .filter(filed -> sameSource.containsKey(filed.workId()))
                .map(Reports.Filed::report)
                .toList();
        List<FiledPicture> drawn = pictures.of(study, facts.session()).stream()
                .filter(picture -> sameSource.containsKey(picture.workId()))
                .toList();
        return new StageReports(head, all, StageReports.latest(drawn));
    }

    private Optional<SessionFacts.Branch> branch(SessionName session, List<Work> works) throws IOException {
        StudyView.BranchView seen = view.branches().get(session);
        if (seen == null) {
            return Optional.empty();
        }
        SessionFacts.Inspection inspection =
                seen.merged() ? SessionFacts.Inspection.PASSED : inspection(session, seen.head(), works);
        return Optional.of(new SessionFacts.Branch(seen.head(), seen.tree(), seen.merged(), seen.clean(), inspection));
    }

    private SessionFacts.Inspection inspection(SessionName session, String head, List<Work> works) throws IOException {
        List<Reports.Filed> about = reports.of(study, session).stream()
                .filter(filed -> filed.report().resultCommit().equals(head))
                .toList();
        for (Reports.Filed filed : about) {
            boolean last = filed.report().stage().equals(Stage.VALIDATE.name());
            boolean stopped = !filed.report().outcome().isSuccess()
                    && works.stream().anyMatch(work -> work.id() == filed.workId() && stopped(work));
            if (last || stopped) {
                return filed.report().outcome().isSuccess()
                        ? SessionFacts.Inspection.PASSED
                        : SessionFacts.Inspection.FAILED;
            }
        }
        return remembered(head);
    }

    private static boolean stopped(Work work) {
        return work.verdict() == Work.Verdict.NEEDS_PERSON || work.verdict() == Work.Verdict.FAILED_BY_DATA;
    }

    /** What the forge remembers of our checks, for when the database was lost. */
    private SessionFacts.Inspection remembered(String head) throws IOException {
        for (CommitStatus status : forge.statuses().list(repository(), head)) {
            if (status.context().equals(VALIDATE)) {
                return switch (status.state()) {
                    case SUCCESS, WARNING -> SessionFacts.Inspection.PASSED;
                    case FAILURE -> SessionFacts.Inspection.FAILED;
                    case PENDING, ERROR, SKIPPED -> SessionFacts.Inspection.NONE;
                };
            }
        }
        return SessionFacts.Inspection.NONE;
    }

    private Optional<MergeRequest> request(SessionName session, Optional<SessionFacts.Branch> branch)
            throws IOException {
        Optional<MergeRequest> found = of(open, session).findFirst();
        if (found.isPresent()) {
            return found;
        }
        List<MergeRequest> closed = of(all(), session).toList();
        return closed.stream()
                .filter(one -> branch.filter(same -> same.head().equals(one.headCommit()))
                        .isPresent())
                .findFirst()
                .or(() -> closed.stream().findFirst());
    }

    private static Stream<MergeRequest> of(List<MergeRequest> requests, SessionName session) {
        return requests.stream()
                .filter(request -> request.head().equals(session.branch()))
                .filter(request -> request.base().equals(Dispatcher.BRANCH));
    }

    private List<MergeRequest> all() throws IOException {
        List<MergeRequest> known = all;
        if (known == null) {
            known = forge.mergeRequests().all(repository());
            all = known;
        }
        return known;
    }
}
