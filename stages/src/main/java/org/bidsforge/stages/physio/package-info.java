// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Physiological recordings that scanners log beside the images. */
@NullMarked
package org.bidsforge.stages.physio;

import org.jspecify.annotations.NullMarked;
