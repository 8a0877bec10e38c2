// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

/** What became of a connection; {@code objects} are those stored with success in it. */
public record AssociationEvent(Kind kind, String peerAddress, String callingTitle, String reason, int objects) {
    public enum Kind {
        /** Released by the peer as it should be. */
        RELEASED,
        /** Not accepted: too many associations, no room, nothing acceptable proposed. */
        REFUSED,
        /** Ended early, by either side, by a time-out or by a lost connection. */
        ABORTED,
        /** The peer does not speak DICOM. */
        NOT_DICOM
    }
}
