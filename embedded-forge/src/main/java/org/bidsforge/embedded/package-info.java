// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** A small forge that speaks Gitea's API: git over HTTP, merge requests, hooks, Actions, pages. */
@NullMarked
package org.bidsforge.embedded;

import org.jspecify.annotations.NullMarked;
