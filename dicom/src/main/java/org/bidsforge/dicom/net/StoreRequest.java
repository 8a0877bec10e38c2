// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

/** What a sender says about the object it is about to send. Titles are cut to printable characters. */
public record StoreRequest(
        String sopClass,
        String sopInstance,
        String transferSyntax,
        String callingTitle,
        String calledTitle,
        String peerAddress) {}
