// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** What makes a repository a DataLad dataset: its first files, run records and submodule entries. */
@NullMarked
package org.bidsforge.core.datalad;

import org.jspecify.annotations.NullMarked;
