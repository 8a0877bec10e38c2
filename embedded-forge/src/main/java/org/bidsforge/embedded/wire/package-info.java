// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Gitea's JSON: the same shapes in answers of the API and in payloads of hooks. */
@NullMarked
package org.bidsforge.embedded.wire;

import org.jspecify.annotations.NullMarked;
