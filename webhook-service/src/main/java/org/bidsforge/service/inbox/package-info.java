// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The inbox of events: durable before it is answered, worked off in order per study. */
@NullMarked
package org.bidsforge.service.inbox;

import org.jspecify.annotations.NullMarked;
