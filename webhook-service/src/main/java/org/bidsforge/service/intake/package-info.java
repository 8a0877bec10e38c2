// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** What the intakes tell about the sessions in their spools, and incidents. */
@NullMarked
package org.bidsforge.service.intake;

import org.jspecify.annotations.NullMarked;
