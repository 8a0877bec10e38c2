// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** A scan session from the scanner to its merge request on one machine. */
@NullMarked
package org.bidsforge.stages.demo;

import org.jspecify.annotations.NullMarked;
