// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Tables as BIDS writes them. */
@NullMarked
package org.bidsforge.stages.tsv;

import org.jspecify.annotations.NullMarked;
