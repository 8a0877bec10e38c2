// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

import java.util.Locale;

/** The repositories that make up a study. */
public enum RepositoryKind {
    /** What the scanner sent, de-identified: one archive per series. */
    SOURCEDATA,
    /** The BIDS dataset; conversions arrive here by merge request. */
    BIDS,
    /** Ratings and quality measures. */
    QC,
    /** Results of the pipelines. */
    DERIVATIVES;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
