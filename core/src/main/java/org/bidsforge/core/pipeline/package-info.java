// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Studies, sessions, the stages of a pipeline and the report each stage leaves. */
@NullMarked
package org.bidsforge.core.pipeline;

import org.jspecify.annotations.NullMarked;
