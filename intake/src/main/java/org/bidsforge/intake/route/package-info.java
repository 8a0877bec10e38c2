// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Which study, subject and session the objects of a scan belong to. */
@NullMarked
package org.bidsforge.intake.route;

import org.jspecify.annotations.NullMarked;
