// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.deidentify;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bidsforge.dicom.deid.IdentifierSet;
import org.bidsforge.dicom.deid.LeakGate;
import org.bidsforge.dicom.deid.LeakGate.Leak;
import org.bidsforge.dicom.io.DicomFile;

/** Everything of a session that is to leave passes here; one leak stops all of it. */
final class Gate {
    private static final int MOST_PLACES = 8;

    private final LeakGate gate;
    private final TreeMap<String, TreeSet<String>> kindsByPlace = new TreeMap<>();
    private int things;

    Gate(IdentifierSet identifiers) {
        gate = new LeakGate(identifiers);
    }

    void pass(DicomFile object) {
        note(gate.search(object));
    }

    void pass(String what, String text) {
        note(gate.search(what, text));
    }

    private synchronized void note(Collection<Leak> leaks) {
        if (leaks.isEmpty()) {
            return;
        }
        things++;
        leaks.forEach(leak -> kindsByPlace
                .computeIfAbsent(leak.place(), place -> new TreeSet<>())
                .add(leak.kind().name().toLowerCase(Locale.ROOT)));
    }

    /** Where identifiers were found and of which kind, never which; nothing when there are none. */
    Optional<String> reason() {
        if (things == 0) {
            return Optional.empty();
        }
        String places = kindsByPlace.entrySet().stream()
                .limit(MOST_PLACES)
                .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
                .collect(Collectors.joining("; "));
        return Optional.of("the leak gate found identifiers after de-identification in " + things
                + " objects or texts, at " + places);
    }
}
