// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
/** The place where received objects stay, durable from the answer to the sender until they are committed elsewhere. */
@NullMarked
package org.bidsforge.intake.spool;

import org.jspecify.annotations.NullMarked;
