// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Gitea's API: the calls that BIDSforge uses, with the answers that a real one was seen to give. */
@NullMarked
package org.bidsforge.embedded.api;

import org.jspecify.annotations.NullMarked;
