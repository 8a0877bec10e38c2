// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.time.Instant;

/** A comment on a merge request. */
public record Comment(long id, Pull pull, Account author, String body, Instant created, Instant updated) {}
