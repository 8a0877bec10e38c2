// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.util.Optional;
import org.bidsforge.core.pipeline.Finding;
import org.bidsforge.core.pipeline.Severity;
import org.bidsforge.stages.source.Collected;
import org.bidsforge.stages.source.Series;

/** One label for several people is nearly always a mistake of whoever copied the files. */
final class MixedPatients {
    private MixedPatients() {}

    static Optional<Finding> finding(Collected collected, Optional<String> subject) {
        long patients =
                collected.series().stream().map(Series::patientId).distinct().count();
        if (subject.isEmpty() || patients < 2) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "patients-mixed",
                Severity.WARNING,
                Optional.empty(),
                patients + " different PatientIDs were all converted as sub-" + subject.get() + ".",
                "Convert each person's objects by themselves, or leave --subject out."));
    }
}
