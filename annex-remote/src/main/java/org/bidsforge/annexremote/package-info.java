// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The program git-annex-remote-minio. */
@NullMarked
package org.bidsforge.annexremote;

import org.jspecify.annotations.NullMarked;
