// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Dispatched runs: their tickets, claims and reports. */
@NullMarked
package org.bidsforge.service.work;

import org.jspecify.annotations.NullMarked;
