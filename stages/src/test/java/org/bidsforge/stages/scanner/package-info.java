// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Scanners of several makers, as far as their objects differ: what they write, and what must become of it. */
@NullMarked
package org.bidsforge.stages.scanner;

import org.jspecify.annotations.NullMarked;
