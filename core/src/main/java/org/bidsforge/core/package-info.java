// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Keys, datasets, BIDS names, pipeline and settings: everything that computes and touches no network. */
@NullMarked
package org.bidsforge.core;

import org.jspecify.annotations.NullMarked;
