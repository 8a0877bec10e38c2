// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.study;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bidsforge.core.datalad.Gitmodules;
import org.bidsforge.core.pipeline.Pipeline;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.stages.tables.DatasetFiles;

/** What stands in a study's repositories at the start, besides what makes them DataLad datasets. */
final class StudyFiles {
    static final String SETTINGS = ".bidsforge/study.yml";

    private static final String SERVICE_PLACE = "@SERVICE_URL@";

    private final StudyName study;
    private final String subjects;
    private final String bidsVersion;
    private final URI service;

    /**
     * @param subjects how subject labels are made: {@code pseudonym} or {@code patient-id}
     * @param bidsVersion the version of BIDS that the dataset says it follows
     * @param service where jobs reach the service
     */
    StudyFiles(StudyName study, String subjects, String bidsVersion, URI service) {
        this.study = study;
        this.subjects = subjects;
        this.bidsVersion = bidsVersion;
        this.service = service;
    }

    SortedMap<String, String> of(RepositoryKind kind) throws IOException {
        return switch (kind) {
            case SOURCEDATA ->
                readme(
                        "Source data of " + study,
                        "One archive of de-identified DICOM objects per series, and a table per session.");
            case BIDS -> bids();
            case QC -> readme("Quality control of " + study, "Measures and ratings of the study's images.");
            case DERIVATIVES -> readme("Derivatives of " + study, "Results of the study's pipelines.");
        };
    }

    private static SortedMap<String, String> readme(String title, String text) {
        SortedMap<String, String> files = new TreeMap<>();
        files.put("README.md", "# " + title + "\n\n" + text + " Written by BIDSforge.\n");
        return files;
    }

    private SortedMap<String, String> bids() throws IOException {
        SortedMap<String, String> files = new TreeMap<>(DatasetFiles.of(study.study(), bidsVersion));
        files.put(SETTINGS, """
                # Settings of the study; change them by merge request.
                name: %s
                # How subject labels are made from the scanner's PatientID: pseudonym (keyed) or patient-id (as typed).
                subjects: %s
                """.formatted(study, subjects));
        files.put(Pipeline.WORKFLOW, workflow());
        return files;
    }

    /** The workflow as the template has it, with the service's address filled in. */
    String workflow() throws IOException {
        try (InputStream in = StudyFiles.class.getResourceAsStream("gitea/bidsforge.yml")) {
            if (in == null) {
                throw new IllegalStateException("The program must contain its own workflow template");
            }
            String template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return template.replace(SERVICE_PLACE, service.toString());
        }
    }

    /** Where the repository's submodule lies and which sibling it is, if it has one. */
    static Optional<Link> link(RepositoryKind kind) {
        return switch (kind) {
            case SOURCEDATA -> Optional.empty();
            case BIDS -> Optional.of(new Link("sourcedata", RepositoryKind.SOURCEDATA));
            case QC, DERIVATIVES -> Optional.of(new Link("sourcedata/raw", RepositoryKind.BIDS));
        };
    }

    /** A submodule: a sibling repository at a path. */
    record Link(String path, RepositoryKind target) {
        Gitmodules modules(StudyName study, String dataladId) {
            String url = "../" + study.repository(target).name() + ".git";
            return Gitmodules.of(new Gitmodules.Submodule(path, url, Optional.of(dataladId)));
        }
    }
}
