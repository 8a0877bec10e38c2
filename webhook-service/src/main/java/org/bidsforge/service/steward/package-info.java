// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Re-reads the forge and takes the one step that moves a session on. */
@NullMarked
package org.bidsforge.service.steward;

import org.jspecify.annotations.NullMarked;
