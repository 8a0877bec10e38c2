// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The object store: one port, and the location and credentials that choose an adapter. */
@NullMarked
package org.bidsforge.store;

import org.jspecify.annotations.NullMarked;
