// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Asks the BIDS schema about the files of a session: which keys their sidecars need, which checks they must pass. */
@NullMarked
package org.bidsforge.stages.schema;

import org.jspecify.annotations.NullMarked;
