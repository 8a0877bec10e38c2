// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** As much of HTTP/1.1 as a client of object stores needs, over connections that are kept open. */
@NullMarked
package org.bidsforge.store.http;

import org.jspecify.annotations.NullMarked;
