// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Private elements that conversion needs, by creator; all others are removed. */
final class SafePrivate {
    enum Treatment {
        /** Numbers and codes stay, dates and UIDs are replaced, texts are searched, what may be free text goes. */
        KEEP,
        /** Bytes stay as they are when no identifier is found in them. */
        BYTES,
        /** A text that is a date. */
        DATE,
        /** A Siemens header whose text is blanked in place. */
        CSA,
        /** A Siemens protocol text that is blanked in place. */
        PROTOCOL,
        /** A GE protocol, compressed; its text is blanked. */
        COMPRESSED,
        /** The log of a physiological unit, of which samples and settings stay. */
        PHYSIO,
        REMOVE
    }

    private record Key(String creator, int group, int element) {}

    private static final int ANY = -1;
    private static final Map<Key, Treatment> TABLE = new HashMap<>();

    static {
        ConfidentialityTable.lines("safe-private.tsv", SafePrivate::read);
    }

    private SafePrivate() {}

    static Treatment of(String creator, int group, int element) {
        return Optional.ofNullable(TABLE.get(new Key(creator, group, element & 0xFF)))
                .or(() -> Optional.ofNullable(TABLE.get(new Key(creator, group, ANY))))
                .orElse(Treatment.REMOVE);
    }

    private static void read(String[] cells) {
        int element = cells[2].equals("*") ? ANY : Integer.parseInt(cells[2].replace("xx", ""), 16);
        TABLE.put(new Key(cells[0], Integer.parseInt(cells[1], 16), element), Treatment.valueOf(cells[3]));
    }
}
