// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.util.List;
import java.util.Optional;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.Vr;

/** Carries out the actions on elements with values. */
final class AttributeActions {
    private static final String REMOVED = "REMOVED";

    private final DeidentificationProfile profile;
    private final Pseudonyms pseudonyms;
    private final IdentifierSet identifiers;
    private final Subject subject;
    private final TextCleaner cleaner;

    AttributeActions(
            DeidentificationProfile profile, Pseudonyms pseudonyms, IdentifierSet identifiers, Subject subject) {
        this.profile = profile;
        this.pseudonyms = pseudonyms;
        this.identifiers = identifiers;
        this.subject = subject;
        this.cleaner = new TextCleaner(profile.vocabulary(), identifiers);
    }

    /** Puts the element, or what becomes of it, into the target. */
    void apply(Action action, DataSet source, Element.Plain element, DataSet target) {
        switch (action) {
            case REMOVE, DESCEND -> {}
            case EMPTY -> empty(element, target);
            case DUMMY -> dummy(element, target);
            case KEEP -> keep(source, element, target);
            case UID -> uids(source, element, target);
            case SHIFT -> shift(source, element, target);
            case CLEAN -> clean(source, element, target);
            case SUBJECT -> put(element, target, subject.label());
            case STUDY -> put(element, target, profile.studyDescription());
            case DEVICE -> device(source, element, target);
            case AGE -> age(source, element, target);
        }
    }

    private void keep(DataSet source, Element.Plain element, DataSet target) {
        boolean named = element.vr().isText()
                && source.getStrings(element.tag()).stream().anyMatch(identifiers::occursIn);
        if (named) {
            empty(element, target);
        } else {
            target.put(element);
        }
    }

    private void uids(DataSet source, Element.Plain element, DataSet target) {
        put(
                element,
                target,
                source.getStrings(element.tag()).stream().map(pseudonyms::uid).toList());
    }

    private void shift(DataSet source, Element.Plain element, DataSet target) {
        List<Optional<String>> shifted = source.getStrings(element.tag()).stream()
                .map(value -> value.isEmpty() ? Optional.of("") : Dates.shift(value, subject.dateShiftDays()))
                .toList();
        if (shifted.stream().anyMatch(Optional::isEmpty)) {
            empty(element, target);
        } else {
            put(element, target, shifted.stream().map(Optional::orElseThrow).toList());
        }
    }

    private void clean(DataSet source, Element.Plain element, DataSet target) {
        List<String> values = source.getStrings(element.tag());
        List<String> cleaned = values.stream().map(cleaner::clean).toList();
        if (cleaned.stream().allMatch(String::isEmpty) && !values.isEmpty()) {
            // Series whose names are lost must still be told apart.
            boolean name = values.stream().anyMatch(value -> !value.isEmpty());
            cleaned = List.of(name ? pseudonyms.label(String.join("/", values)) : "");
        }
        put(element, target, cleaned);
    }

    private void device(DataSet source, Element.Plain element, DataSet target) {
        put(
                element,
                target,
                source.getStrings(element.tag()).stream()
                        .map(value -> value.isEmpty() ? value : pseudonyms.device(value))
                        .toList());
    }

    private static void age(DataSet source, Element.Plain element, DataSet target) {
        String age = source.getString(element.tag()).orElse("");
        if (!age.matches("[0-9]{3}[DWMY]")) {
            empty(element, target);
            return;
        }
        int number = Integer.parseInt(age.substring(0, 3));
        int years = switch (age.charAt(3)) {
            case 'Y' -> number;
            case 'M' -> number / 12;
            default -> 0;
        };
        put(element, target, years > Ages.CAP ? Ages.text(Ages.CAP) : age);
    }

    private static void empty(Element.Plain element, DataSet target) {
        target.setBytes(element.tag(), element.vr(), new byte[0]);
    }

    private static void dummy(Element.Plain element, DataSet target) {
        switch (element.vr()) {
            case DA -> put(element, target, "19000101");
            case DT -> put(element, target, "19000101000000");
            case TM -> put(element, target, "000000");
            case AS -> put(element, target, "000Y");
            case IS, DS, SL, SS, SV, UL, US, UV, FL, FD -> target.setNumbers(element.tag(), element.vr(), 0);
            case AT -> target.setBytes(element.tag(), element.vr(), new byte[4]);
            case OB, OW, UN -> target.setBytes(element.tag(), element.vr(), new byte[2]);
            case OF, OL -> target.setBytes(element.tag(), element.vr(), new byte[4]);
            case OD, OV -> target.setBytes(element.tag(), element.vr(), new byte[8]);
            case UR -> put(element, target, "urn:removed");
            case AE, CS, LO, LT, PN, SH, ST, UC, UT -> put(element, target, REMOVED);
            case UI, SQ -> empty(element, target);
        }
    }

    private static void put(Element.Plain element, DataSet target, String value) {
        put(element, target, List.of(value));
    }

    /** A value that does not fit the element's own representation, as in damaged files, is left out. */
    private static void put(Element.Plain element, DataSet target, List<String> values) {
        Vr vr = element.vr();
        if (!vr.isText()) {
            empty(element, target);
            return;
        }
        target.setString(element.tag(), vr, values.toArray(String[]::new));
    }
}
