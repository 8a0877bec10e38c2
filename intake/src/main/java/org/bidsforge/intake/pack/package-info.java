// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Series as the repository keeps them: one reproducible archive each, and a table that says what is in them. */
@NullMarked
package org.bidsforge.intake.pack;

import org.jspecify.annotations.NullMarked;
