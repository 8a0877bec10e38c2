// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** DICOM data sets, dictionary, files, network and de-identification; no pixel decoding. */
@NullMarked
package org.bidsforge.dicom;

import org.jspecify.annotations.NullMarked;
