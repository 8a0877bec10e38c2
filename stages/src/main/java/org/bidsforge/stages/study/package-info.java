// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The repositories of a study and what stands in them at the start. */
@NullMarked
package org.bidsforge.stages.study;

import org.jspecify.annotations.NullMarked;
