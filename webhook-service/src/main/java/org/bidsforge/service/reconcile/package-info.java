// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Looks at the forge without any event, by the clock. */
@NullMarked
package org.bidsforge.service.reconcile;

import org.jspecify.annotations.NullMarked;
