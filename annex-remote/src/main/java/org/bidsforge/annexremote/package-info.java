// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** git-annex-remote-minio: a git-annex special remote for MinIO, S3 and a directory. */
@NullMarked
package org.bidsforge.annexremote;

import org.jspecify.annotations.NullMarked;
