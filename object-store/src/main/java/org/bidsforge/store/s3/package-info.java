// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** A store in a bucket of MinIO or another S3 server; the only place that knows minio-java and OkHttp. */
@NullMarked
package org.bidsforge.store.s3;

import org.jspecify.annotations.NullMarked;
