// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bidsforge.dicom.Dictionary;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Vr;

/**
 * Which action the research profile has for a standard attribute: the basic profile with Clean Descriptors, Retain
 * Patient Characteristics (age, sex, size, weight) and Modified Dates. What the profile does not list is decided by
 * its representation; what the dictionary does not know is removed.
 */
final class AttributeRules {
    private static final Map<Integer, Action> KNOWN = new ConcurrentHashMap<>();

    private AttributeRules() {}

    static Action of(int tag) {
        // Only standard attributes are asked for; those of the dictionary bound the memory.
        Action known = KNOWN.get(tag);
        if (known != null) {
            return known;
        }
        Action action = decide(tag);
        if (action != Action.REMOVE) {
            KNOWN.put(tag, action);
        }
        return action;
    }

    private static Action decide(int tag) {
        int repeating = Tag.group(tag) & 0xFF00;
        if (Tag.isGroupLength(tag) || repeating == 0x5000 || repeating == 0x6000) {
            return Action.REMOVE;
        }
        Optional<Action> special = special(tag);
        if (special.isPresent()) {
            return special.get();
        }
        Optional<Dictionary.Entry> entry = Dictionary.entry(tag);
        if (entry.isEmpty()) {
            return Action.REMOVE;
        }
        Vr vr = entry.get().vr();
        return ConfidentialityTable.row(tag).map(row -> listed(row, tag, vr)).orElseGet(() -> unlisted(tag, vr));
    }

    private static Optional<Action> special(int tag) {
        Action action = switch (tag) {
            case Tag.PATIENT_NAME, Tag.PATIENT_ID -> Action.SUBJECT;
            case Tag.STUDY_DESCRIPTION -> Action.STUDY;
            case Tag.DEVICE_SERIAL_NUMBER, Tag.STATION_NAME -> Action.DEVICE;
            case Tag.PATIENT_AGE -> Action.AGE;
            case Tag.PATIENT_SEX, Tag.PATIENT_SIZE, Tag.PATIENT_WEIGHT -> Action.KEEP;
            case Tag.PIXEL_DATA, Tag.FLOAT_PIXEL_DATA, Tag.DOUBLE_FLOAT_PIXEL_DATA -> Action.KEEP;
            default -> null;
        };
        return Optional.ofNullable(action);
    }

    private static Action listed(ConfidentialityTable.Row row, int tag, Vr vr) {
        if (row.has(Option.RETAIN_MODIFIED_DATES, 'C')) {
            if (vr == Vr.DA || vr == Vr.DT) {
                return Action.SHIFT;
            }
            if (vr == Vr.TM) {
                return Action.KEEP;
            }
        }
        if (row.has(Option.CLEAN_DESCRIPTORS, 'C') && vr.isLocalText() && !isAboutThePatient(tag)) {
            return Action.CLEAN;
        }
        Action action = basic(row.basic());
        return action == Action.DUMMY && vr == Vr.SQ ? Action.DESCEND : action;
    }

    /** Of a combined code the strictest that no type of attribute forbids: at least a dummy where type 1 is possible. */
    private static Action basic(String code) {
        return switch (code) {
            case "X" -> Action.REMOVE;
            case "Z", "X/Z", "X/Z/D" -> Action.EMPTY;
            case "D", "X/D", "Z/D" -> Action.DUMMY;
            case "U" -> Action.UID;
            case "X/Z/U*" -> Action.DESCEND;
            default -> throw new IllegalStateException("An action of the basic profile: " + code);
        };
    }

    /** Free text on the patient or the visit is never cleaned, only removed. */
    private static boolean isAboutThePatient(int tag) {
        int group = Tag.group(tag);
        return group == 0x0010 || group == 0x0038 || group == 0x4008;
    }

    private static Action unlisted(int tag, Vr vr) {
        return switch (vr) {
            case DA, DT -> Action.SHIFT;
            case PN, AE, UR, UN -> Action.REMOVE;
            case LT, ST, UT, UC -> Action.CLEAN;
            case UI -> UidAttributes.areKept(tag) ? Action.KEEP : Action.UID;
            case SQ -> Action.DESCEND;
            case AS, AT, CS, DS, FD, FL, IS, LO, OB, OD, OF, OL, OV, OW, SH, SL, SS, SV, TM, UL, US, UV -> Action.KEEP;
        };
    }
}
