// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** What happens in a repository, told to hooks, merge requests and workflows. */
@NullMarked
package org.bidsforge.embedded.events;

import org.jspecify.annotations.NullMarked;
