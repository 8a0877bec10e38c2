// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** How each session stands and what happened to it, as people see it. */
@NullMarked
package org.bidsforge.service.sessions;

import org.jspecify.annotations.NullMarked;
