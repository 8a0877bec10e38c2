// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

/** The UIDs by which the spool sorts an object; they are fingerprinted at once. */
public record Identity(String study, String series, String instance) {
    @Override
    public String toString() {
        return "Identity[not shown]";
    }
}
