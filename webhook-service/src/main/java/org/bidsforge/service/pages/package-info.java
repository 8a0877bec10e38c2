// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The board and the session pages. */
@NullMarked
package org.bidsforge.service.pages;

import org.jspecify.annotations.NullMarked;
