// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The tables and top-level files of a dataset. */
@NullMarked
package org.bidsforge.stages.tables;

import org.jspecify.annotations.NullMarked;
