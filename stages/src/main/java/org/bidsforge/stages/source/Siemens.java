// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Element;

/** The two things that only the private headers of Siemens say. */
final class Siemens {
    private static final String CSA = "SIEMENS CSA HEADER";
    private static final byte[] MOSAIC_FIELD = "NumberOfImagesInMosaic\0".getBytes(StandardCharsets.US_ASCII);
    private static final int NAME_BYTES = 64;
    private static final int ITEM = NAME_BYTES + 20 + 16;
    private static final Pattern PROTOCOL = Pattern.compile("tProtocolName\\s*=\\s*\"+([^\"\\n]{1,128})\"+");
    private static final Pattern NUMBER = Pattern.compile("\\s*([0-9]{1,4})");

    private Siemens() {}

    /** How many slices are tiles of one picture; nothing when it is no mosaic. */
    static OptionalInt tiles(DataSet header) {
        byte[] direct = bytes(header, "SIEMENS MR HEADER", 0x0019, 0x0A);
        if (direct.length >= 2) {
            return OptionalInt.of((direct[0] & 0xFF) | (direct[1] & 0xFF) << 8);
        }
        byte[] csa = bytes(header, CSA, 0x0029, 0x10);
        int at = find(csa, MOSAIC_FIELD);
        if (at < 0 || at + ITEM + 12 > csa.length) {
            return OptionalInt.empty();
        }
        Matcher number = NUMBER.matcher(new String(csa, at + ITEM, 12, StandardCharsets.US_ASCII));
        return number.lookingAt() ? OptionalInt.of(Integer.parseInt(number.group(1))) : OptionalInt.empty();
    }

    /** The protocol's name from the scanner's own description of the measurement, where the attribute is empty. */
    static Optional<String> protocolName(DataSet header) {
        byte[] csa = bytes(header, CSA, 0x0029, 0x20);
        Matcher name = PROTOCOL.matcher(new String(csa, StandardCharsets.ISO_8859_1));
        return name.find() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private static byte[] bytes(DataSet header, String creator, int group, int element) {
        return header.privateElement(creator, group, element)
                .filter(Element.Plain.class::isInstance)
                .map(found -> ((Element.Plain) found).toByteArray())
                .orElse(new byte[0]);
    }

    private static int find(byte[] text, byte[] wanted) {
        for (int at = 0; at + wanted.length <= text.length; at++) {
            if (text[at] == wanted[0] && Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
