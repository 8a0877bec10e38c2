// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Unique identifiers of the standard that the software itself must know. */
public final class Uids {
    public static final String IMPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2";
    public static final String EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
    public static final String DEFLATED_LITTLE_ENDIAN = "1.2.840.10008.1.2.1.99";
    public static final String EXPLICIT_BIG_ENDIAN = "1.2.840.10008.1.2.2";
    public static final String JPEG_BASELINE = "1.2.840.10008.1.2.4.50";
    public static final String JPEG_LOSSLESS = "1.2.840.10008.1.2.4.70";
    public static final String JPEG_LS_LOSSLESS = "1.2.840.10008.1.2.4.80";
    public static final String JPEG_2000_LOSSLESS = "1.2.840.10008.1.2.4.90";
    public static final String RLE_LOSSLESS = "1.2.840.10008.1.2.5";

    public static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";
    public static final String VERIFICATION = "1.2.840.10008.1.1";
    public static final String STORAGE_PREFIX = "1.2.840.10008.5.1.4.1.1.";
    public static final String MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4";
    public static final String ENHANCED_MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4.1";
    public static final String MR_SPECTROSCOPY = "1.2.840.10008.5.1.4.1.1.4.2";
    public static final String ENHANCED_MR_COLOR_IMAGE = "1.2.840.10008.5.1.4.1.1.4.3";
    public static final String LEGACY_CONVERTED_ENHANCED_MR = "1.2.840.10008.5.1.4.1.1.4.4";
    public static final String RAW_DATA = "1.2.840.10008.5.1.4.1.1.66";
    public static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
    public static final String SIEMENS_CSA_NON_IMAGE = "1.3.12.2.1107.5.9.1";

    /** Names this software in every file it writes and every association it opens. */
    public static final String IMPLEMENTATION_CLASS = "2.25.219564027929153546968172067278683713428";

    public static final String IMPLEMENTATION_VERSION = "BIDSFORGE_0_1";

    private Uids() {}

    /** A UID under 2.25 whose number is these 16 bytes (PS3.5 annex B.2). */
    public static String fromBytes(ByteBuffer sixteenBytes) {
        byte[] bytes = new byte[16];
        sixteenBytes.duplicate().get(bytes);
        return "2.25." + new BigInteger(1, bytes);
    }

    public static String random() {
        UUID uuid = UUID.randomUUID();
        ByteBuffer bytes = ByteBuffer.allocate(16);
        bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        return fromBytes(bytes.flip());
    }

    /** Whether the text is a well-formed UID of at most 64 characters. */
    public static boolean isValid(String uid) {
        if (uid.isEmpty() || uid.length() > 64) {
            return false;
        }
        for (int i = 0; i < uid.length(); i++) {
            char c = uid.charAt(i);
            boolean edge = i == 0 || i == uid.length() - 1 || uid.charAt(i - 1) == '.';
            if (c == '.' ? edge : c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    /** Whether pixel data of this transfer syntax are wrapped in fragments. */
    public static boolean isEncapsulated(String transferSyntax) {
        return switch (transferSyntax) {
            case IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN, DEFLATED_LITTLE_ENDIAN, EXPLICIT_BIG_ENDIAN -> false;
            default -> true;
        };
    }
}
