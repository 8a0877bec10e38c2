// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** What a person at a terminal sees of work that takes longer than a moment. */
@NullMarked
package org.bidsforge.stages.progress;

import org.jspecify.annotations.NullMarked;
