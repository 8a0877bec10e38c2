// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The special remote that keeps content in an object store. */
@NullMarked
package org.bidsforge.annexremote.remote;

import org.jspecify.annotations.NullMarked;
