// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.work;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** What a job shows from within its run. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ClaimRequest(
        @Nullable String ticket,
        @Nullable String stage,
        @Nullable String runId) {}
