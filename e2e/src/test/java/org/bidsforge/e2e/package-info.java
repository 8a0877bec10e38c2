// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Scenarios over the real programs, driven only through what users have, and the rules of the architecture. */
@NullMarked
package org.bidsforge.e2e;

import org.jspecify.annotations.NullMarked;
