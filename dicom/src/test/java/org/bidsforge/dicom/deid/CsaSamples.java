// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Siemens headers of the second kind with a few tags. */
final class CsaSamples {
    private CsaSamples() {}

    /** A header with a patient's name, a short name part and a protocol. */
    static byte[] header(String protocol) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {'S', 'V', '1', '0', 4, 3, 2, 1});
        out.writeBytes(number(3));
        out.writeBytes(number(77));
        tag(out, "EchoLinePosition", "32");
        tag(out, "PatientRegistrationName", "Jo Weizenbaum");
        tag(out, "MrPhoenixProtocol", protocol);
        return out.toByteArray();
    }

    private static void tag(ByteArrayOutputStream out, String name, String value) {
        ByteBuffer head = ByteBuffer.allocate(84).order(ByteOrder.LITTLE_ENDIAN);
        head.put(name.getBytes(StandardCharsets.US_ASCII)).position(64);
        head.putInt(1).put("LO".getBytes(StandardCharsets.US_ASCII)).position(72);
        head.putInt(19).putInt(1).putInt(77);
        out.writeBytes(head.array());
        byte[] text = value.getBytes(StandardCharsets.ISO_8859_1);
        int length = text.length;
        for (int i : new int[] {length, length, 77, length}) {
            out.writeBytes(number(i));
        }
        out.writeBytes(text);
        out.writeBytes(new byte[(4 - length % 4) % 4]);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
