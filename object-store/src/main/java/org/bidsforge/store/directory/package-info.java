// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** A store in a folder of a file system. */
@NullMarked
package org.bidsforge.store.directory;

import org.jspecify.annotations.NullMarked;
