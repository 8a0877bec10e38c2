// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Puts a converted session into its study: content to the store, one run-record commit to the session's branch. */
@NullMarked
package org.bidsforge.stages.record;

import org.jspecify.annotations.NullMarked;
