// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** What the intake tells the service, for people to see. */
@NullMarked
package org.bidsforge.intake.board;

import org.jspecify.annotations.NullMarked;
