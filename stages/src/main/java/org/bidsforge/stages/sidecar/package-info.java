// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The JSON beside each image: cleaned of what identifies, completed with what BIDS asks for. */
@NullMarked
package org.bidsforge.stages.sidecar;

import org.jspecify.annotations.NullMarked;
