// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The credentials that a clone has for its store, wherever they come from, renewed before they end. */
@NullMarked
package org.bidsforge.annexremote.login;

import org.jspecify.annotations.NullMarked;
