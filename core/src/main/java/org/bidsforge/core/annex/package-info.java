// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** What git-annex writes into a repository: keys, pointers and the files of its branch, computed without git-annex. */
@NullMarked
package org.bidsforge.core.annex;

import org.jspecify.annotations.NullMarked;
