// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Where a program's settings, secrets, folders and tools come from. */
@NullMarked
package org.bidsforge.core.config;

import org.jspecify.annotations.NullMarked;
