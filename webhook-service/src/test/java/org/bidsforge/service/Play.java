// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.core.pipeline.Picture;
import org.bidsforge.core.pipeline.SeriesOutcome;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.core.pipeline.StageReport;

/** A run that is on, played by the test as a stage would. */
record Play(StudyFixture study, String runId, SessionName session, String source, String ticket) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The smallest picture that is one. */
    static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    HttpResponse<String> claim(String stage, String shownTicket, String shownRun) throws Exception {
        String body = JSON.writeValueAsString(Map.of("ticket", shownTicket, "stage", stage, "runId", shownRun));
        ServiceFixture service = study.service();
        return service.send(service.request("/api/jobs/claim").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    JsonNode claim(String stage) throws Exception {
        HttpResponse<String> answer = claim(stage, ticket, runId);
        if (answer.statusCode() != 200) {
            throw new IOException("claim refused: " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    int report(String stage, String token, StageReport report) throws Exception {
        ServiceFixture service = study.service();
        return service.send(service.request("/api/jobs/report")
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(report.toJson())))
                .statusCode();
    }

    void report(String stage, String head, Outcome outcome) throws Exception {
        int status = report(stage, claim(stage).path("reportToken").asText(), form(stage, head, outcome));
        if (status != 204) {
            throw new IOException("report refused: " + status);
        }
    }

    StageReport form(String stage, String head, Outcome outcome) {
        boolean convert = stage.equals("convert");
        List<Finding> findings = outcome.isSuccess()
                ? List.of()
                : List.of(
                        new Finding("BROKEN", Severity.ERROR, Optional.empty(), "the header is cut off", "send again"));
        List<SeriesOutcome> series = convert
                ? List.of(new SeriesOutcome(
                        1, "anat-T1w", 32, "converted", List.of(session.folder() + "/" + session + "_T1w.json"), ""))
                : List.of();
        List<Picture> pictures =
                convert ? List.of(new Picture("t1", "T1w, three planes", "image/png", PNG)) : List.of();
        return new StageReport(
                stage,
                StudyFixture.STUDY.toString(),
                session.toString(),
                source,
                head,
                outcome,
                Map.of(),
                findings,
                List.of(),
                series,
                pictures,
                "log");
    }

    /** All goes well: the branch, both reports, the end. */
    String convertWell(String table) throws Exception {
        claim("convert");
        String head = study.convert(this, table);
        report("convert", head, Outcome.OK);
        report("validate", head, Outcome.OK);
        end(0);
        return head;
    }

    void end(int code) throws IOException {
        Path draft = study.stage().resolve("code-" + runId);
        Files.writeString(draft, Integer.toString(code));
        Files.move(draft, study.stage().resolve("end-" + runId), StandardCopyOption.ATOMIC_MOVE);
    }
}
