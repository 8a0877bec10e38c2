// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** git-annex's external special remote protocol: lines in, one answer to each request out. */
@NullMarked
package org.bidsforge.annexremote.protocol;

import org.jspecify.annotations.NullMarked;
