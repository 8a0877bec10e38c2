// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The stage that turns DICOM into BIDS. */
@NullMarked
package org.bidsforge.stages.convert;

import org.jspecify.annotations.NullMarked;
