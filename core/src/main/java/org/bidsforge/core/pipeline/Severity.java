// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

/** How much a finding matters. */
public enum Severity {
    NOTE,
    WARNING,
    ERROR
}
