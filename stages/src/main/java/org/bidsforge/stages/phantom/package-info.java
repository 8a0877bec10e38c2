// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** A synthetic scan session: an invented head, an invented person, and a list of everything that identifies them. */
@NullMarked
package org.bidsforge.stages.phantom;

import org.jspecify.annotations.NullMarked;
