// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;

/** What a study's {@code .bidsforge/study.yml} says about receiving. */
public record StudySettings(Subjects subjects) {
    /** The file's path in the study's bids repository. */
    public static final String PATH = ".bidsforge/study.yml";

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** How subject labels are made. */
    public enum Subjects {
        PSEUDONYM("pseudonym"),
        PATIENT_ID("patient-id");

        private final String word;

        Subjects(String word) {
            this.word = word;
        }
    }

    public static StudySettings parse(String text) throws IOException {
        JsonNode subjects = YAML.readTree(text).path("subjects");
        for (Subjects one : Subjects.values()) {
            if (one.word.equals(subjects.asText(Subjects.PSEUDONYM.word))) {
                return new StudySettings(one);
            }
        }
        throw new IOException("subjects in " + PATH + " must be pseudonym or patient-id: " + subjects.asText());
    }
}
