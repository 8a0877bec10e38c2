// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.inbox;

/**
 * The right to work on a lane. The fence grows with every lease, so what an owner that was thought
 * dead writes later is refused.
 */
public record Lease(String lane, long fence) {}
