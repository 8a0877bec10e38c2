// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.validate;

import java.util.List;
import java.util.Locale;
import org.bidsforge.core.pipeline.Severity;

/**
 * All places at which the validator has the same to say.
 *
 * @param code the validator's, with what it is about: {@code SIDECAR_KEY_REQUIRED TaskName}
 * @param places paths in the dataset, sorted
 */
record Issue(String code, Severity severity, String message, List<String> places) {
    Issue {
        places = List.copyOf(places);
    }

    /** The code as BIDSforge spells codes. */
    String slug() {
        return "bids-" + code.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /** The message's first sentence, which says what is wrong; the rest explains the field. */
    String headline() {
        String line = message.strip().replaceAll("\\s+", " ");
        int end = line.indexOf(". ");
        return end < 0 ? line : line.substring(0, end + 1);
    }
}
