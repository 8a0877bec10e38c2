// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Real S3 servers and bad networks for the tests of this module and of those above it. */
@NullMarked
package org.bidsforge.store.peer;

import org.jspecify.annotations.NullMarked;
