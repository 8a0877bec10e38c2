// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.util.List;

/**
 * What a study lets pass, on top of the rules that are the same for all.
 *
 * @param vocabulary words that cleaned descriptions may keep
 * @param studyDescription the text that replaces every study description
 */
public record DeidentificationProfile(Vocabulary vocabulary, String studyDescription) {
    /** Code of the basic profile in CID 7050; the options follow it. */
    static final String BASIC_CODE = "113100";

    static final String BASIC_MEANING = "Basic Application Confidentiality Profile";

    static final List<Option> OPTIONS = List.of(
            Option.CLEAN_DESCRIPTORS,
            Option.RETAIN_MODIFIED_DATES,
            Option.RETAIN_PATIENT_CHARACTERISTICS,
            Option.RETAIN_SAFE_PRIVATE);
}
