// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The pages: repositories, merge requests, runs, sign-in. They work without scripts. */
@NullMarked
package org.bidsforge.embedded.pages;

import org.jspecify.annotations.NullMarked;
