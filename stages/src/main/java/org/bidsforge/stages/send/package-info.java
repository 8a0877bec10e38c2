// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** DICOM to a receiver by C-STORE. */
@NullMarked
package org.bidsforge.stages.send;

import org.jspecify.annotations.NullMarked;
