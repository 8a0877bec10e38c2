// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The language in which the BIDS schema says which rules hold for a file: parsed once, evaluated per file. */
@NullMarked
package org.bidsforge.core.bids.expression;

import org.jspecify.annotations.NullMarked;
