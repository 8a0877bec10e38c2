// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Runs dcm2niix within bounds and reads what it wrote. */
@NullMarked
package org.bidsforge.stages.dcm2niix;

import org.jspecify.annotations.NullMarked;
