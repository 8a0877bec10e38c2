// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bidsforge.stages.TestTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of events for people to fill. */
class EventsIT {
    private static final String RULES = """
            version: 1
            sidecars:
              - {for: {suffix: bold, entities: {task: faces}}, events: [onset, duration, trial_type, response_time]}
            """;
    private static final String EVENTS = "sub-01/func/sub-01_task-faces_events.tsv";

    @TempDir
    private Path folder;

    @Test
    void aTaskGetsATableWithTheStudysColumns() throws IOException, InterruptedException {
        MadeSession session = session();
        int planned = session.planned().size();

        assertThat(MadeSession.codes(session.convert())).doesNotContain("EVENTS_TSV_MISSING");

        assertThat(session.bids().resolve(EVENTS)).hasContent("onset\tduration\ttrial_type\tresponse_time\n");
        assertThat(TestTools.files(session.bids().resolve("sub-01"))).hasSize(planned);
        assertThat(session.errors()).isEmpty();
    }

    @Test
    void whatAPersonWroteStays() throws IOException, InterruptedException {
        MadeSession session = session();
        session.convert();
        Files.writeString(session.bids().resolve(EVENTS), "onset\tduration\n1\t2\n");

        session.convert();

        assertThat(session.bids().resolve(EVENTS)).hasContent("onset\tduration\n1\t2\n");
    }

    @Test
    void anEmptyTableGoesWithItsRunAndAFilledOneStays() throws IOException, InterruptedException {
        MadeSession session = session();
        session.convert();
        session.rules(RULES.replace("sidecars:", """
                rules:
                  - then: {datatype: func, suffix: bold, entities: {task: other}}
                sidecars:"""));

        session.convert();

        assertThat(session.bids().resolve(EVENTS)).doesNotExist();
        assertThat(session.bids().resolve("sub-01/func/sub-01_task-other_bold.nii.gz"))
                .exists();
    }

    private MadeSession session() throws IOException {
        return MadeSession.in(folder, new MadeSeries(5, "func-bold_task-faces").volumes(3))
                .rules(RULES);
    }
}
