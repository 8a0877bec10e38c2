// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The forge port over Gitea's HTTP API, which Forgejo and the embedded forge speak too. */
@NullMarked
package org.bidsforge.forge.gitea;

import org.jspecify.annotations.NullMarked;
