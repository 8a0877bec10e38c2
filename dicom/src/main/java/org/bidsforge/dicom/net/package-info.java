// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The DICOM upper layer over TCP with verification and storage, as server and as client. */
@NullMarked
package org.bidsforge.dicom.net;

import org.jspecify.annotations.NullMarked;
