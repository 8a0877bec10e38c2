// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

/** A repository to which nothing was pushed yet. */
public record EmptyView(String cloneUrl, String branch) {}
