// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The run that this process is part of; the one place that knows the variables of the forges' runners. */
record CiRun(String id) {
    /** Gitea, Forgejo and the embedded forge; then GitLab. */
    private static final List<String> RUN_IDS =
            List.of("GITEA_RUN_ID", "FORGEJO_RUN_ID", "GITHUB_RUN_ID", "CI_PIPELINE_ID");

    /** The run that the variables speak of; nothing outside of a forge's job. */
    static Optional<CiRun> of(Map<String, String> environment) {
        return RUN_IDS.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> value.matches("[0-9]{1,18}"))
                .findFirst()
                .map(CiRun::new);
    }
}
