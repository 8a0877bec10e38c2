// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Workflows: reading their files, starting runs, running their jobs as processes of this machine. */
@NullMarked
package org.bidsforge.embedded.actions;

import org.jspecify.annotations.NullMarked;
