// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** What all endpoints share: bounded bodies, one-line JSON answers, bearer tokens. */
@NullMarked
package org.bidsforge.service.http;

import org.jspecify.annotations.NullMarked;
