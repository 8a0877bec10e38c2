// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** One line of a session's journal. Nothing in it names a person: UIDs are fingerprints, names are pseudonyms. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = Entry.Received.class, name = "received"),
    @JsonSubTypes.Type(value = Entry.Moved.class, name = "moved"),
    @JsonSubTypes.Type(value = Entry.Routed.class, name = "routed"),
    @JsonSubTypes.Type(value = Entry.Committed.class, name = "committed"),
    @JsonSubTypes.Type(value = Entry.Resolved.class, name = "resolved")
})
sealed interface Entry {
    /** The first line: the fingerprint of the Study Instance UID. */
    record Opened(String study) implements Entry {}

    record Received(SpoolObject object) implements Entry {}

    /** A change of state; {@code at} in milliseconds since 1970. */
    record Moved(SessionState state, long at, String reason) implements Entry {}

    record Routed(String study, String session) implements Entry {}

    /** These objects are in this commit, verified on the forge and in the store. */
    record Committed(String commit, List<Integer> objects) implements Entry {}

    record Resolved(Keep keep) implements Entry {}
}
