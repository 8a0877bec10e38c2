// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.time.Instant;
import java.util.OptionalLong;

/** A file of a merge request or of one of its comments; the bytes lie in a file named by the UUID. */
public record Attachment(
        long id, String uuid, Pull pull, OptionalLong comment, String name, long size, Instant created) {}
