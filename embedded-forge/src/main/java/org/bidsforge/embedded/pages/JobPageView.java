// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

/** The page of one job. */
public record JobPageView(RunRow run, JobView job, String here) {}
