// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Reads and writes DICOM files and DICOM JSON within limits that hostile input cannot pass. */
@NullMarked
package org.bidsforge.dicom.io;

import org.jspecify.annotations.NullMarked;
