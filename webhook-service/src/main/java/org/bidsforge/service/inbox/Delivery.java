// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.inbox;

import java.time.Instant;

/** A hint that waits in the inbox: look at this session of the lane's study, or at all when it is empty. */
public record Delivery(long seq, String eventType, String session, Instant received, int attempts) {}
