// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** DICOM receiver: spool, routing, de-identification, leak gate, commit and push. */
@NullMarked
package org.bidsforge.intake;

import org.jspecify.annotations.NullMarked;
