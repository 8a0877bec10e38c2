// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The bare repositories: reading, committing, merging, and serving them over HTTP. */
@NullMarked
package org.bidsforge.embedded.git;

import org.jspecify.annotations.NullMarked;
