// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

/** Where a session goes, in names that are safe to show: "lab/study" and "sub-X_ses-Y". */
public record Destination(String study, String session) {}
