// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The forge, the store and the service that the settings of this machine name. */
@NullMarked
package org.bidsforge.stages.site;

import org.jspecify.annotations.NullMarked;
