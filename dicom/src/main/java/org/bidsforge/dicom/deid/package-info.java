// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** De-identification by the confidentiality profile of PS3.15, and the gate that looks for what it left. */
@NullMarked
package org.bidsforge.dicom.deid;

import org.jspecify.annotations.NullMarked;
