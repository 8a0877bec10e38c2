// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BidsSchemaTest {
    /** A schema of the same shape as the real one, with little in it. */
    private static final String SMALL = """
            {"bids_version": "1.2.3",
             "objects": {
              "formats": {"label": {"pattern": "[0-9a-zA-Z+]+"}, "index": {"pattern": "[0-9]+"}},
              "entities": {
               "subject": {"name": "sub", "format": "label"},
               "session": {"name": "ses", "format": "label"},
               "task": {"name": "task", "format": "label"},
               "acquisition": {"name": "acq", "format": "label"},
               "run": {"name": "run", "format": "index"},
               "part": {"name": "part", "format": "label", "enum": ["mag", "phase"]}}},
             "rules": {
              "entities": ["subject", "session", "task", "acquisition", "run", "part"],
              "files": {"raw": {
               "func": {"func": {
                 "suffixes": ["bold", "sbref"], "extensions": [".nii.gz", ".json"], "datatypes": ["func"],
                 "entities": {"subject": "required", "session": "optional", "task": "required",
                              "acquisition": "optional", "run": "optional", "part": "optional"}}},
               "task": {"events": {
                 "suffixes": ["events"], "extensions": [".tsv"], "datatypes": ["func", "beh"],
                 "entities": {"subject": "required", "session": "optional", "task": "required"}},
                 "events__cal": {
                 "suffixes": ["events"], "extensions": [".json"], "datatypes": ["func"],
                 "entities": {"subject": "required",
                              "acquisition": {"level": "required", "enum": ["calibration"]}}}}}}}}
            """;

    @TempDir
    private Path folder;

    private BidsSchema schema;

    @BeforeEach
    void readSchema() throws IOException {
        schema = BidsSchema.read(Files.writeString(folder.resolve("schema.json"), SMALL));
    }

    private static BidsName name(String fileName) {
        return BidsName.parse(fileName).orElseThrow();
    }

    @Test
    void putsEntitiesIntoTheSchemasOrder() {
        BidsName name = name("run-01_task-rest_sub-x_ses-y_bold.nii.gz");

        assertThat(schema.path("func", name).orElseThrow())
                .isEqualTo("sub-x/ses-y/func/sub-x_ses-y_task-rest_run-01_bold.nii.gz");
        assertThat(schema.path("func", name.without("ses").without("run")).orElseThrow())
                .isEqualTo("sub-x/func/sub-x_task-rest_bold.nii.gz");
    }

    @Test
    void namesEverythingThatIsNotAllowed() {
        assertThat(schema.path("func", name("sub-x_run-1_bold.bval")).problems())
                .containsExactly("bold must not have the extension .bval", "bold must have the entity task-");
        assertThat(schema.path("func", name("sub-x_task-a_run-b_part-real_bold.json"))
                        .problems())
                .containsExactly("run- must be of the form index ([0-9]+): b", "part- must be one of mag, phase: real");
        assertThat(schema.path("func", name("sub-x_task-a_foo-b_bold.json")).problems())
                .containsExactly("BIDS must know the entity: foo-b");
        assertThat(schema.path("anat", name("sub-x_task-a_bold.json")).problems())
                .containsExactly("There must be a suffix bold in anat; it belongs in: func");
        assertThatThrownBy(() -> schema.path("func", name("sub-x_bold.json")).orElseThrow())
                .hasMessageContaining("task-");
    }

    @Test
    void takesTheRuleThatFitsBest() {
        assertThat(schema.path("func", name("sub-x_task-a_events.tsv")).problems())
                .isEmpty();
        assertThat(schema.path("func", name("sub-x_acq-calibration_events.json"))
                        .problems())
                .isEmpty();
        assertThat(schema.path("func", name("sub-x_acq-b_events.json")).problems())
                .containsExactly("events must not have this value of acq-: b");
    }

    @Test
    void refusesValuesThatWouldLeaveTheFolder() {
        Map<String, String> entities = new LinkedHashMap<>();
        entities.put("sub", "../x");
        entities.put("task", "a");

        assertThat(schema.path("func", BidsName.of(entities, "bold", ".json")).problems())
                .hasSize(1);
    }

    @Test
    void knowsWhatBelongsTogether() {
        assertThat(schema.bidsVersion()).isEqualTo("1.2.3");
        assertThat(schema.datatypesOf("events")).containsExactly("beh", "func");
        assertThat(schema.suffixesOf("func")).containsExactly("bold", "events", "sbref");
        assertThat(schema.allows("func", "bold", "part")).isTrue();
        assertThat(schema.allows("func", "bold", "dir")).isFalse();
    }

    @Test
    void refusesAFileThatIsNoSchema() throws IOException {
        Path other = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");

        assertThatThrownBy(() -> BidsSchema.read(other)).isInstanceOf(IOException.class);
    }
}
