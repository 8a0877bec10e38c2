// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge;

/** What a merge request is opened with: merge {@code head} into {@code base}; the body is Markdown. */
public record NewMergeRequest(String head, String base, String title, String body) {}
