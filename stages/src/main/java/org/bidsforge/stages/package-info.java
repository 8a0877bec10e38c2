// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The bidsforge command line: one package per stage. */
@NullMarked
package org.bidsforge.stages;

import org.jspecify.annotations.NullMarked;
