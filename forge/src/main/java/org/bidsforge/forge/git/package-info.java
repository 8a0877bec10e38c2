// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Git without a work tree, on JGit: read a mirror, build trees and commits, push with a lease, write git-annex's branch. */
@NullMarked
package org.bidsforge.forge.git;

import org.jspecify.annotations.NullMarked;
