// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

import java.net.URI;

/** A file attached to a merge request; whoever may see the merge request may fetch the URL. */
public record Attachment(String name, long size, URI url) {}
