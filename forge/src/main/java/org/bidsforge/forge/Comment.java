// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

/** A comment on a merge request, in Markdown. */
public record Comment(long id, String body) {}
