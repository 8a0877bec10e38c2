// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The ObjectStore port with S3, directory and memory adapters. */
@NullMarked
package org.bidsforge.store;

import org.jspecify.annotations.NullMarked;
