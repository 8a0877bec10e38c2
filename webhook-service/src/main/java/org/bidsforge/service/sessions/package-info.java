// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** What the forge says about each session, and the one step that moves it on. */
@NullMarked
package org.bidsforge.service.sessions;

import org.jspecify.annotations.NullMarked;
