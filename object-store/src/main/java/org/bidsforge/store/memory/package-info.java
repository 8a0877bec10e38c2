// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** A store in the memory of this process, for trials and tests. */
@NullMarked
package org.bidsforge.store.memory;

import org.jspecify.annotations.NullMarked;
