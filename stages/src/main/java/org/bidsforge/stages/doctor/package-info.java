// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Whether everything that the platform needs is there, and the line that mends what is not. */
@NullMarked
package org.bidsforge.stages.doctor;

import org.jspecify.annotations.NullMarked;
