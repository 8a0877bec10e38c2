// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The study's sourcedata repository: content to the store, then git-annex's branch, then the commit. */
@NullMarked
package org.bidsforge.intake.commit;

import org.jspecify.annotations.NullMarked;
