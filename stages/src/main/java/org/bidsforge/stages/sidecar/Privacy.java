// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.sidecar;

import java.util.Set;
import java.util.regex.Pattern;

/** Which keys of dcm2niix's sidecar must not reach a dataset, because they may identify a person, a place or a day. */
final class Privacy {
    private static final Pattern IDENTIFYING = Pattern.compile(
            "(?i).*(patient|institution|physician|operator|accession|serialnumber|station|date|comment|address|birth).*"
                    + "|.*UID");
    private static final Set<String> HARMLESS = Set.of("ImageOrientationPatientDICOM", "PatientPosition");
    private static final Set<String> OTHERS = Set.of(
            "AcquisitionTime",
            "ProcedureStepDescription",
            "StudyDescription",
            "StudyID",
            "ContentTime",
            "SeriesTime",
            "StudyTime");

    private Privacy() {}

    static boolean mayStay(String key) {
        return HARMLESS.contains(key)
                || !(OTHERS.contains(key) || IDENTIFYING.matcher(key).matches());
    }
}
