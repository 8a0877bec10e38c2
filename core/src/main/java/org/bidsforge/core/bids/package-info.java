// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** BIDS names by the schema, and scanner protocol names in the ReproIn convention. */
@NullMarked
package org.bidsforge.core.bids;

import org.jspecify.annotations.NullMarked;
