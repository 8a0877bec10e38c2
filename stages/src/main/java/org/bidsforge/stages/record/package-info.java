// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Records converted sessions: on their branch in a study, or in a dataset on this machine. */
@NullMarked
package org.bidsforge.stages.record;

import org.jspecify.annotations.NullMarked;
