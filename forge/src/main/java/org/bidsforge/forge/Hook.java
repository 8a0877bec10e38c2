// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import java.net.URI;
import java.util.SortedSet;

/** A hook as the forge tells it; its secret cannot be read. */
public record Hook(long id, URI url, boolean active, SortedSet<String> events) {}
