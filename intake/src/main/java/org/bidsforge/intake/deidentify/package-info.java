// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** From a session's raw objects to archives that may leave, or the reason why not. */
@NullMarked
package org.bidsforge.intake.deidentify;

import org.jspecify.annotations.NullMarked;
