// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.util.Arrays;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.PrivateDictionary;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Vr;

/** Decides on private elements by their creators, and cleans those that stay (Retain Safe Private Option). */
final class PrivateActions {
    private final AttributeActions actions;
    private final IdentifierSet identifiers;
    private final ProtocolText protocolText;

    PrivateActions(AttributeActions actions, IdentifierSet identifiers, ProtocolText protocolText) {
        this.actions = actions;
        this.identifiers = identifiers;
        this.protocolText = protocolText;
    }

    /** Whether the creator's sequences may stay, so that the items in them are looked at one by one. */
    boolean keepsSequences(DataSet source, int tag) {
        return treatment(source, tag) == SafePrivate.Treatment.KEEP;
    }

    void apply(DataSet source, Element.Plain element, DataSet target) {
        int tag = element.tag();
        Element.Plain typed = typed(source, element);
        switch (treatment(source, tag)) {
            case REMOVE -> {}
            case KEEP -> actions.apply(action(typed.vr()), retyped(source, typed), typed, target);
            case DATE -> actions.apply(Action.SHIFT, source, typed, target);
            case BYTES -> keepBytes(typed, target);
            case CSA -> protocolText.cleanCsa(typed.toByteArray()).ifPresent(bytes -> put(typed, bytes, target));
            case PROTOCOL -> protocolText.cleanText(typed.toByteArray()).ifPresent(bytes -> put(typed, bytes, target));
            case COMPRESSED -> keepCompressed(typed, target);
            case PHYSIO ->
                PhysiologicalLog.cleaned(
                                typed.toByteArray(),
                                source.getInt(Tag.ACQUISITION_NUMBER).orElse(0))
                        .ifPresent(bytes -> put(typed, bytes, target));
        }
    }

    /** Creators of blocks that have nothing left go too. */
    static void removeEmptyBlocks(DataSet target) {
        target.removeIf(element -> Tag.isPrivateCreator(element.tag())
                && target.elements().stream().noneMatch(other -> isOf(other.tag(), element.tag())));
    }

    private static boolean isOf(int tag, int creator) {
        return Tag.group(tag) == Tag.group(creator) && Tag.element(tag) >>> 8 == Tag.element(creator);
    }

    private static SafePrivate.Treatment treatment(DataSet source, int tag) {
        return source.privateCreator(tag)
                .map(creator -> SafePrivate.of(creator, Tag.group(tag), Tag.element(tag)))
                .orElse(SafePrivate.Treatment.REMOVE);
    }

    /** Archives that do not know an element hand it on as UN. */
    private static Element.Plain typed(DataSet source, Element.Plain element) {
        Vr vr = element.vr() == Vr.UN ? PrivateDictionary.vr(source, element.tag()) : element.vr();
        return vr == element.vr() || vr == Vr.SQ ? element : Element.of(element.tag(), vr, element.toByteArray());
    }

    /** The actions read values from a data set, which must know their representation too. */
    private static DataSet retyped(DataSet source, Element.Plain typed) {
        boolean same = source.get(typed.tag())
                .filter(element -> element.vr() == typed.vr())
                .isPresent();
        if (same) {
            return source;
        }
        DataSet single = new DataSet();
        single.nestedIn(source);
        single.put(typed);
        return single;
    }

    private static Action action(Vr vr) {
        return switch (vr) {
            case DA, DT -> Action.SHIFT;
            case UI -> Action.UID;
            case AS -> Action.AGE;
            case AT, CS, DS, FD, FL, IS, LO, SH, SL, SS, SV, TM, UL, US, UV, OD, OF, OL, OV -> Action.KEEP;
            case AE, LT, OB, OW, PN, SQ, ST, UC, UN, UR, UT -> Action.REMOVE;
        };
    }

    private void keepBytes(Element.Plain element, DataSet target) {
        boolean clean = identifiers
                .find(element.toByteArray(), IdentifierSet.Content.BINARY)
                .isEmpty();
        if (clean) {
            target.put(element);
        }
    }

    private void keepCompressed(Element.Plain element, DataSet target) {
        byte[] block = element.toByteArray();
        CompressedProtocol.text(block)
                .ifPresent(text -> protocolText.cleanText(text).ifPresent(clean -> {
                    boolean same = Arrays.equals(clean, text);
                    put(element, same ? block : CompressedProtocol.block(clean), target);
                }));
    }

    private static void put(Element.Plain element, byte[] bytes, DataSet target) {
        target.setBytes(element.tag(), element.vr(), bytes);
    }
}
