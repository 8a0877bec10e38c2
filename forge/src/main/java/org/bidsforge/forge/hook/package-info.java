// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Deliveries of a forge, checked and read: what happened where, in words that all forges share. */
@NullMarked
package org.bidsforge.forge.hook;

import org.jspecify.annotations.NullMarked;
