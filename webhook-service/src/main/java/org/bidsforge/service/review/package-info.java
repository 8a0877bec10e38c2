// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** What a merge request shows: commit statuses and the one comment. */
@NullMarked
package org.bidsforge.service.review;

import org.jspecify.annotations.NullMarked;
