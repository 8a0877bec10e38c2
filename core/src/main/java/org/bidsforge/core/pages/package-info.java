// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The one stylesheet and icon sheet of every page, and the words for a state. */
@NullMarked
package org.bidsforge.core.pages;

import org.jspecify.annotations.NullMarked;
