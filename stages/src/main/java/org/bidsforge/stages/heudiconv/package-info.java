// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The arguments of heudiconv, understood. */
@NullMarked
package org.bidsforge.stages.heudiconv;

import org.jspecify.annotations.NullMarked;
