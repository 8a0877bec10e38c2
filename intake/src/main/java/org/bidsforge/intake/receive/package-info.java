// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Objects from the network into the spool: durable before they are acknowledged. */
@NullMarked
package org.bidsforge.intake.receive;

import org.jspecify.annotations.NullMarked;
