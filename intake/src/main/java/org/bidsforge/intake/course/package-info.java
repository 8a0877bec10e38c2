// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The way of a session from closed to committed, and the loop that keeps all sessions on it. */
@NullMarked
package org.bidsforge.intake.course;

import org.jspecify.annotations.NullMarked;
