// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

/** Hears of the end of each connection to a server; called on the connection's thread. */
@FunctionalInterface
public interface AssociationListener {
    void ended(AssociationEvent event);
}
