// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Counters, gauges and durations in Prometheus' text format. */
@NullMarked
package org.bidsforge.service.metrics;

import org.jspecify.annotations.NullMarked;
