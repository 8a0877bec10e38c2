// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** The declarative rules that say which series becomes what: conditions, outcomes, and the reader of their YAML. */
@NullMarked
package org.bidsforge.stages.rules;

import org.jspecify.annotations.NullMarked;
