// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Translates heudiconv's heuristics into rules, as far as they are templates and comparisons; runs none of them. */
@NullMarked
package org.bidsforge.stages.heuristic;

import org.jspecify.annotations.NullMarked;
