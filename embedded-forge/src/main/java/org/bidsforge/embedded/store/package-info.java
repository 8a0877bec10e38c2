// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** What the forge remembers beside the bare repositories: one SQLite file, durable at each commit. */
@NullMarked
package org.bidsforge.embedded.store;

import org.jspecify.annotations.NullMarked;
