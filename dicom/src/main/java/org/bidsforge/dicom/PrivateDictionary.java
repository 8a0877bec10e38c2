// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Representations of the private elements that conversion reads, by creator. */
public final class PrivateDictionary {
    /** {@code element} has only the lower byte: the block is the creator's choice. */
    private record Key(String creator, int group, int element) {}

    private static final Map<Key, Vr> TABLE = new HashMap<>();

    static {
        Dictionary.lines("private-attributes.tsv", PrivateDictionary::read);
    }

    private PrivateDictionary() {}

    public static Optional<Vr> vr(String creator, int group, int element) {
        return Optional.ofNullable(TABLE.get(new Key(creator, group, element & 0xFF)));
    }

    /** The representation of a private element by its creator in the data set; UN where that is not known. */
    public static Vr vr(DataSet owner, int tag) {
        return owner.privateCreator(tag)
                .flatMap(creator -> vr(creator, Tag.group(tag), Tag.element(tag)))
                .orElse(Vr.UN);
    }

    private static void read(String[] row) {
        int group = Integer.parseInt(row[1], 16);
        int element = Integer.parseInt(row[2].replace("xx", ""), 16);
        TABLE.put(new Key(row[0], group, element), Vr.valueOf(row[3]));
    }
}
