// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What an expression may ask about a file. */
public interface Scope {
    /** The property of the context with this name ({@code sidecar}, {@code nifti_header} ..); JSON null when absent. */
    JsonNode get(String name);

    /**
     * How many of these paths exist.
     *
     * @param rule how they are meant: {@code dataset}, {@code subject}, {@code file}, {@code stimuli} or {@code bids-uri}
     */
    int existing(List<String> paths, String rule);
}
