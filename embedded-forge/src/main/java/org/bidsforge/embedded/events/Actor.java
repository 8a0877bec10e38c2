// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.events;

import org.bidsforge.embedded.store.Account;

/** Who does something; what a job's token does starts no workflow. */
public record Actor(Account account, boolean job) {}
