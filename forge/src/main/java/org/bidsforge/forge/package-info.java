// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The Forge port, its Gitea adapter, hook parsing and git through JGit. */
@NullMarked
package org.bidsforge.forge;

import org.jspecify.annotations.NullMarked;
