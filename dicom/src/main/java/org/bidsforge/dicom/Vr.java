// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom;

import java.util.Optional;

/** Value representations (PS3.5 section 6.2) with what reading, padding and swapping their values needs. */
public enum Vr {
    AE(Kind.TEXT, 1, 16),
    AS(Kind.TEXT, 1, 4),
    AT(Kind.NUMBER, 2, 4),
    CS(Kind.TEXT, 1, 16),
    DA(Kind.TEXT, 1, 8),
    DS(Kind.TEXT, 1, 16),
    DT(Kind.TEXT, 1, 26),
    FD(Kind.NUMBER, 8, 8),
    FL(Kind.NUMBER, 4, 4),
    IS(Kind.TEXT, 1, 12),
    LO(Kind.LOCAL_TEXT, 1, 64),
    LT(Kind.LOCAL_TEXT, 1, 10240),
    OB(Kind.BINARY, 1, 0),
    OD(Kind.BINARY, 8, 0),
    OF(Kind.BINARY, 4, 0),
    OL(Kind.BINARY, 4, 0),
    OV(Kind.BINARY, 8, 0),
    OW(Kind.BINARY, 2, 0),
    PN(Kind.LOCAL_TEXT, 1, 64),
    SH(Kind.LOCAL_TEXT, 1, 16),
    SL(Kind.NUMBER, 4, 4),
    SQ(Kind.SEQUENCE, 1, 0),
    SS(Kind.NUMBER, 2, 2),
    ST(Kind.LOCAL_TEXT, 1, 1024),
    SV(Kind.NUMBER, 8, 8),
    TM(Kind.TEXT, 1, 14),
    UC(Kind.LOCAL_TEXT, 1, 0),
    UI(Kind.TEXT, 1, 64),
    UL(Kind.NUMBER, 4, 4),
    UN(Kind.BINARY, 1, 0),
    UR(Kind.TEXT, 1, 0),
    US(Kind.NUMBER, 2, 2),
    UT(Kind.LOCAL_TEXT, 1, 0),
    UV(Kind.NUMBER, 8, 8);

    private enum Kind {
        TEXT,
        LOCAL_TEXT,
        NUMBER,
        BINARY,
        SEQUENCE
    }

    private static final Vr[] BY_CODE = new Vr[26 * 26];

    static {
        for (Vr vr : values()) {
            BY_CODE[(vr.name().charAt(0) - 'A') * 26 + vr.name().charAt(1) - 'A'] = vr;
        }
    }

    private final Kind kind;
    private final int unit;
    private final int size;

    Vr(Kind kind, int unit, int size) {
        this.kind = kind;
        this.unit = unit;
        this.size = size;
    }

    /** The representation with this two-letter code. */
    public static Optional<Vr> of(int first, int second) {
        if (first < 'A' || first > 'Z' || second < 'A' || second > 'Z') {
            return Optional.empty();
        }
        return Optional.ofNullable(BY_CODE[(first - 'A') * 26 + second - 'A']);
    }

    /** Whether the explicit encoding has two reserved bytes and a length of four bytes. */
    public boolean hasLongLength() {
        return switch (this) {
            case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
            case AE, AS, AT, CS, DA, DS, DT, FD, FL, IS, LO, LT, PN, SH, SL, SS, ST, TM, UI, UL, US -> false;
        };
    }

    /** Bytes that are swapped together between little and big endian. */
    public int unit() {
        return unit;
    }

    /** Bytes of one binary number, or the longest value of a text; 0 where there is no such bound. */
    public int size() {
        return size;
    }

    public boolean isText() {
        return kind == Kind.TEXT || kind == Kind.LOCAL_TEXT;
    }

    /** Whether the text is in the data set's own character set. */
    public boolean isLocalText() {
        return kind == Kind.LOCAL_TEXT;
    }

    public boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    /** Whether the backslash divides values; in long texts it is an ordinary character. */
    public boolean isMultiValued() {
        return switch (this) {
            case LT, ST, UT, UR -> false;
            default -> isText();
        };
    }

    /** The byte that makes a value's length even. */
    public byte padding() {
        return isText() && this != UI ? (byte) ' ' : 0;
    }
}
