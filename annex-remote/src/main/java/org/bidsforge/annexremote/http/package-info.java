// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Plain requests beside the store's: to a token service, and to look at a server before it is trusted. */
@NullMarked
package org.bidsforge.annexremote.http;

import org.jspecify.annotations.NullMarked;
