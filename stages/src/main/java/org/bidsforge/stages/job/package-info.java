// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The stages as jobs of a forge: claim the work, do it in the job's folder, record and report the result. */
@NullMarked
package org.bidsforge.stages.job;

import org.jspecify.annotations.NullMarked;
