// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom;

import java.util.Optional;

/** Blocks of private elements and the creators that reserved them (PS3.5 section 7.8). */
final class PrivateBlocks {
    private static final int FIRST = 0x10;
    private static final int LAST = 0xFF;

    private PrivateBlocks() {}

    /** The number of the creator's block; negative where there is none. */
    static int find(DataSet dataSet, String creator, int group) {
        for (int block = FIRST; block <= LAST; block++) {
            Optional<String> found = text(dataSet, Tag.of(group, block));
            if (found.isPresent() && found.get().equals(creator)) {
                return block;
            }
        }
        return -1;
    }

    static Optional<String> creator(DataSet dataSet, int tag) {
        if (!Tag.isPrivate(tag)) {
            return Optional.empty();
        }
        int creator = Tag.isPrivateCreator(tag) ? tag : Tag.of(Tag.group(tag), Tag.element(tag) >>> 8);
        return text(dataSet, creator);
    }

    static int reserve(DataSet dataSet, String creator, int group) {
        int found = find(dataSet, creator, group);
        if (found >= 0) {
            return found;
        }
        for (int block = FIRST; block <= LAST; block++) {
            int tag = Tag.of(group, block);
            if (!dataSet.contains(tag)) {
                dataSet.setString(tag, Vr.LO, creator);
                return block;
            }
        }
        throw new IllegalArgumentException(String.format("A free private block in group %04X: none is left", group));
    }

    private static Optional<String> text(DataSet dataSet, int tag) {
        if (!Tag.isPrivateCreator(tag)) {
            return Optional.empty();
        }
        return dataSet.get(tag)
                .filter(Element.Plain.class::isInstance)
                .map(element -> ((Element.Plain) element).asciiText().strip())
                .filter(text -> !text.isEmpty());
    }
}
