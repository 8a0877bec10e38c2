// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bidsforge.core.datalad.RunRecord;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StageReport;

/** What the commit of a converted session says: what became of it, by which versions, and how to do it again. */
record RunMessage(SessionName session, StageReport report) {
    /** The dataset's folder, or submodule, of what the scanner made. */
    static final String SOURCEDATA = "sourcedata";

    /** With the record of a run on the dataset's own sourcedata, which {@code datalad rerun} repeats. */
    String withRecord(String dataladId, Map<String, String> trailers) {
        String input = SOURCEDATA + "/" + session.folder();
        String command = "bidsforge convert " + input + " --bids . --subject " + session.subject()
                + session.session().map(label -> " --session " + label).orElse("");
        Map<String, String> all = new LinkedHashMap<>(trailers);
        all.putAll(versions());
        return RunRecord.of(dataladId, command, List.of(input), List.of(session.folder(), "participants.tsv"))
                .message(text(), all);
    }

    String plain() {
        StringBuilder message = new StringBuilder(text()).append("\n\n");
        versions()
                .forEach((name, value) ->
                        message.append(name).append(": ").append(value).append('\n'));
        return message.toString();
    }

    private String text() {
        return "Convert " + session + "\n\n" + report.log();
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        report.versions()
                .forEach((tool, version) -> versions.put("Version-" + tool.replaceAll("[^A-Za-z0-9]+", "-"), version));
        return versions;
    }
}
