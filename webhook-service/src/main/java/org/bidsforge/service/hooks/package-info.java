// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The door for a forge's hooks. */
@NullMarked
package org.bidsforge.service.hooks;

import org.jspecify.annotations.NullMarked;
