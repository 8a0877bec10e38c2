// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StudyNameTest {
    @Test
    void namesItsRepositories() {
        StudyName study = StudyName.parse("lab/study");

        assertThat(study.repository(RepositoryKind.SOURCEDATA)).hasToString("lab/study-sourcedata");
        assertThat(StudyName.of(RepositoryName.parse("lab/study-sourcedata"))).hasValue(study);
        assertThat(StudyName.of(RepositoryName.parse("lab/other"))).isEmpty();
        assertThat(StudyName.of(RepositoryName.parse("Lab/Study-bids"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Doe^Memory, doe/memory",
        "DOE Memory Study, doe/memory-study",
        "doe^memory^2, doe/memory-2",
        "Doe_Roe^Süd, doe-roe/s-d",
        "' Doe ^ Memory_1 ', doe/memory-1",
    })
    void readsTheStudyDescription(String description, String study) {
        assertThat(StudyName.ofStudyDescription(description)).hasValue(StudyName.parse(study));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Doe", "^Memory", "Doe^", "^^", "   ", "日 本"})
    void findsNoStudyInOtherDescriptions(String description) {
        assertThat(StudyName.ofStudyDescription(description)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab", "Lab/study", "lab/stu_dy", "../study", "lab/", "lab/a/b", "lab/-x"})
    void refusesOtherNames(String text) {
        assertThatThrownBy(() -> StudyName.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("investigator/study");
    }
}
