// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.util.ArrayList;
import java.util.List;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Dictionary;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;
import org.bidsforge.dicom.io.DicomFile;

/**
 * De-identifies the objects of one session: the basic profile of PS3.15 with the options that research on images needs
 * (Clean Descriptors, Modified Dates, Retain Patient Characteristics, Retain Safe Private). Every nesting level is
 * built anew from what is known to be harmless. Pixel data are handed on as they are: objects that may show a name are
 * told by {@link org.bidsforge.dicom.SopClasses#mayCarryBurnedInText(DataSet)}. Can be shared between threads.
 */
public final class Deidentifier {
    private final AttributeActions actions;
    private final PrivateActions privateActions;
    private final Pseudonyms pseudonyms;
    private final Subject subject;

    public Deidentifier(
            DeidentificationProfile profile, Pseudonyms pseudonyms, Subject subject, IdentifierSet identifiers) {
        this.pseudonyms = pseudonyms;
        this.subject = subject;
        this.actions = new AttributeActions(profile, pseudonyms, identifiers, subject);
        TextCleaner cleaner = new TextCleaner(profile.vocabulary(), identifiers);
        this.privateActions =
                new PrivateActions(actions, identifiers, new ProtocolText(identifiers, pseudonyms, cleaner));
    }

    /** The object without what identifies a person, as a file of the same transfer syntax with new meta information. */
    public DicomFile apply(DicomFile original) {
        DataSet clean = apply(original.dataSet());
        declare(original.dataSet(), clean);
        String syntax = original.transferSyntax();
        boolean bigEndian = syntax.equals(Uids.EXPLICIT_BIG_ENDIAN);
        return DicomFile.of(clean, bigEndian ? Uids.EXPLICIT_LITTLE_ENDIAN : syntax);
    }

    private DataSet apply(DataSet source) {
        DataSet target = new DataSet();
        target.undefinedLength(source.undefinedLength());
        for (Element element : source) {
            if (Tag.isPrivateCreator(element.tag())) {
                target.put(element);
            } else if (element instanceof Element.Sequence sequence) {
                sequence(source, sequence, target);
            } else if (element instanceof Element.Plain plain) {
                plain(source, plain, target);
            } else if (Tag.isPixelData(element.tag())) {
                target.put(element);
            }
        }
        PrivateActions.removeEmptyBlocks(target);
        return target;
    }

    private void plain(DataSet source, Element.Plain plain, DataSet target) {
        if (Tag.isPrivate(plain.tag())) {
            privateActions.apply(source, plain, target);
            return;
        }
        Action action = AttributeRules.of(plain.tag());
        Vr known = Dictionary.vr(plain.tag());
        if (plain.vr() != Vr.UN || known == Vr.UN) {
            actions.apply(action, source, plain, target);
        } else if (known != Vr.SQ) {
            DataSet typed = new DataSet();
            typed.nestedIn(source);
            typed.put(Element.of(plain.tag(), known, plain.toByteArray()));
            actions.apply(action, typed, (Element.Plain) typed.get(plain.tag()).orElseThrow(), target);
        }
    }

    private void sequence(DataSet source, Element.Sequence sequence, DataSet target) {
        int tag = sequence.tag();
        boolean removed = Tag.isPrivate(tag) && !privateActions.keepsSequences(source, tag);
        Action action = Tag.isPrivate(tag) ? Action.DESCEND : AttributeRules.of(tag);
        if (removed || action == Action.REMOVE) {
            return;
        }
        List<DataSet> items = new ArrayList<>();
        if (action == Action.DESCEND || action == Action.KEEP) {
            sequence.items().forEach(item -> items.add(apply(item)));
        }
        target.put(new Element.Sequence(tag, items, sequence.undefinedLength()));
    }

    /** Says in the object itself who it is now and what was done to it. */
    private void declare(DataSet original, DataSet clean) {
        clean.setString(Tag.PATIENT_NAME, subject.label());
        clean.setString(Tag.PATIENT_ID, subject.label());
        if (clean.getString(Tag.PATIENT_AGE).isEmpty()) {
            Ages.computed(original).ifPresent(age -> clean.setString(Tag.PATIENT_AGE, age));
        }
        clean.setString(Tag.PATIENT_IDENTITY_REMOVED, "YES");
        clean.setString(
                Tag.DEIDENTIFICATION_METHOD,
                "BIDSforge, PS3.15 " + ConfidentialityTable.EDITION,
                "study " + pseudonyms.label(pseudonyms.study()));
        List<DataSet> codes = new ArrayList<>();
        codes.add(code(DeidentificationProfile.BASIC_CODE, DeidentificationProfile.BASIC_MEANING));
        DeidentificationProfile.OPTIONS.forEach(option -> codes.add(code(option.code(), option.meaning())));
        clean.setSequence(Tag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE, codes);
        clean.setString(Tag.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED, "MODIFIED");
    }

    private static DataSet code(String value, String meaning) {
        DataSet code = new DataSet();
        code.setString(Tag.CODE_VALUE, value);
        code.setString(Tag.CODING_SCHEME_DESIGNATOR, "DCM");
        // Code meanings have at most 64 characters.
        code.setString(
                Tag.CODE_MEANING,
                meaning.length() > 64 ? meaning.substring(0, 64).strip() : meaning);
        return code;
    }
}
