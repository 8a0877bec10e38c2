// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** What can be done with merge requests, by the API and on pages alike. */
@NullMarked
package org.bidsforge.embedded.pulls;

import org.jspecify.annotations.NullMarked;
