// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** NIfTI-1 images: their header, their voxels and a picture of them for people who review. */
@NullMarked
package org.bidsforge.stages.image;

import org.jspecify.annotations.NullMarked;
