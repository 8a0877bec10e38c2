// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The stage that asks the BIDS validator about a dataset. */
@NullMarked
package org.bidsforge.stages.validate;

import org.jspecify.annotations.NullMarked;
