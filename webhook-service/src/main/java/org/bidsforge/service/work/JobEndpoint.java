// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.work;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.service.http.Refusal;
import org.bidsforge.service.http.Requests;
import org.bidsforge.service.inbox.Inbox;
import org.bidsforge.service.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What jobs call: claim their work with the ticket, and report. Everything is refused that is not exactly right. */
public final class JobEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(JobEndpoint.class);
    private static final int LONGEST_CLAIM = 4_096;
    private static final int LONGEST_REPORT = 32 << 20;

    private final Claims claims;
    private final Reports reports;
    private final JobGrant grant;
    private final Inbox inbox;
    private final Metrics metrics;

    public JobEndpoint(Claims claims, Reports reports, JobGrant grant, Inbox inbox, Metrics metrics) {
        this.claims = claims;
        this.reports = reports;
        this.grant = grant;
        this.inbox = inbox;
        this.metrics = metrics;
    }

    public void claim(Context request) throws IOException {
        ClaimRequest wanted = Requests.json(request, LONGEST_CLAIM, ClaimRequest.class);
        Optional<Claims.Granted> granted = granted(wanted);
        metrics.count("bidsforge_claims_total", "result", granted.isPresent() ? "granted" : "refused");
        if (granted.isEmpty()) {
            LOG.warn("Refused a claim for run {}", wanted.runId());
            throw new Refusal(403, "this ticket opens nothing for this run and stage");
        }
        request.header("Cache-Control", "no-store");
        Requests.answer(request, 200, grant.answer(granted.get()));
    }

    private Optional<Claims.Granted> granted(ClaimRequest wanted) throws IOException {
        if (wanted.ticket() == null || wanted.stage() == null || wanted.runId() == null) {
            return Optional.empty();
        }
        try {
            return claims.claim(new Token(wanted.ticket()), wanted.stage(), Long.parseLong(wanted.runId()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public void report(Context request) throws IOException {
        Claims.Reporter reporter = reporter(request);
        StageReport report = report(Requests.body(request, LONGEST_REPORT));
        Target target = reporter.work().target();
        boolean own = report.stage().equals(reporter.stage())
                && report.study().equals(target.study().toString())
                && report.session().equals(target.session().toString());
        if (!own) {
            throw new Refusal(403, "this token reports for " + reporter.stage() + " of " + target.session());
        }
        file(reporter, report);
        metrics.count(
                "bidsforge_reports_total", "outcome", report.outcome().name().toLowerCase(Locale.ROOT));
        inbox.note(target.study().toString(), target.session().toString(), "report");
        request.status(204);
    }

    private void file(Claims.Reporter reporter, StageReport report) throws IOException {
        try {
            reports.file(reporter.work(), report);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "a picture of the report must be base64");
        }
    }

    private Claims.Reporter reporter(Context request) throws IOException {
        Optional<String> shown = Requests.bearer(request);
        if (shown.isPresent()) {
            try {
                Optional<Claims.Reporter> reporter = claims.reporter(new Token(shown.get()));
                if (reporter.isPresent()) {
                    return reporter.get();
                }
            } catch (IllegalArgumentException notAToken) {
                LOG.debug("A report came with something that is no token");
            }
        }
        throw new Refusal(401, "a valid report token is needed");
    }

    private static StageReport report(byte[] body) {
        try {
            return StageReport.fromJson(new String(body, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "the report must have the documented form: " + e.getMessage());
        }
    }
}
