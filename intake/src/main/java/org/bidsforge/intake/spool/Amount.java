// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

/** How much of a session has come. */
public record Amount(int objects, int series, long bytes) {}
