// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The logs that the CMRR sequences of Siemens put into one private element: equal blocks of whole kilobytes, each with the
 * lengths of content and name, the name, and from its second kilobyte on the content. Names hold the time of the scan and
 * an identifier of it, and so do some lines; of the rest only lines of the known form stay.
 */
final class PhysiologicalLog {
    private static final int KILOBYTE = 1024;
    private static final int MOST_KILOBYTES = 1 << 16;
    private static final int LONGEST_LINE = 256;
    private static final Pattern NAME = Pattern.compile(".*_(PULS|RESP|ECG|EXT|Info)\\.log", Pattern.DOTALL);
    private static final String NUMBER = "-?[0-9]{1,15}";
    private static final String WORD = "(?:PULS|RESP|ECG[1-4]?|EXT[12]?)(?:_TRIGGER)?|ACQUISITION_INFO";
    private static final Pattern SETTING =
            Pattern.compile("\\s*(?:LogVersion|LogDataType|SampleTime|NumSlices|NumVolumes"
                    + "|NumEchoes|FirstTime|LastTime)\\s*=\\s*(?:" + NUMBER + "|EJA_[0-9]{1,4}|" + WORD + ")\\s*");
    private static final Pattern TITLE = Pattern.compile(
            "\\s*(?:ACQ_TIME_TICS|CHANNEL|VALUE|SIGNAL|VOLUME|SLICE|ACQ_START_TICS|ACQ_FINISH_TICS|ECHO|\\s)+");
    /** A number by itself might be anything. */
    private static final Pattern ROW =
            Pattern.compile("\\s*" + NUMBER + "(?:\\s+(?:" + NUMBER + "|" + WORD + ")){1,6}\\s*");

    private PhysiologicalLog() {}

    /** Blocks of the same size with what stays of their texts; nothing where the element is of another form. */
    static Optional<byte[]> cleaned(byte[] bytes, int kilobytes) {
        int block = kilobytes * KILOBYTE;
        if (kilobytes < 2 || kilobytes > MOST_KILOBYTES || bytes.length == 0 || bytes.length % block != 0) {
            return Optional.empty();
        }
        ByteArrayOutputStream clean = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at += block) {
            ByteBuffer one = ByteBuffer.wrap(bytes, at, block).slice().order(ByteOrder.LITTLE_ENDIAN);
            clean(one).ifPresent(clean::writeBytes);
        }
        return clean.size() == 0 ? Optional.empty() : Optional.of(clean.toByteArray());
    }

    /** Nothing for a block that is not a log of known kind. */
    private static Optional<byte[]> clean(ByteBuffer block) {
        int length = block.getInt(0);
        int nameLength = block.getInt(4);
        if (length < 0 || length > block.capacity() - KILOBYTE || nameLength < 0 || nameLength > KILOBYTE - 8) {
            return Optional.empty();
        }
        Matcher name = NAME.matcher(text(block, 8, nameLength));
        if (!name.matches()) {
            return Optional.empty();
        }
        byte[] kept = text(block, KILOBYTE, length)
                .lines()
                .filter(PhysiologicalLog::isHarmless)
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(StandardCharsets.US_ASCII);
        byte[] newName = ("Physio_" + name.group(1) + ".log").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer clean = ByteBuffer.allocate(block.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        // A last line without an end gets one, which may need a byte more than there was.
        int room = Math.min(kept.length, block.capacity() - KILOBYTE);
        clean.putInt(room).putInt(newName.length).put(newName);
        clean.position(KILOBYTE).put(kept, 0, room);
        return Optional.of(clean.array());
    }

    private static boolean isHarmless(String line) {
        if (line.length() > LONGEST_LINE) {
            return false;
        }
        return line.isBlank()
                || SETTING.matcher(line).matches()
                || TITLE.matcher(line).matches()
                || ROW.matcher(line).matches();
    }

    private static String text(ByteBuffer block, int at, int length) {
        byte[] bytes = Arrays.copyOfRange(block.array(), block.arrayOffset() + at, block.arrayOffset() + at + length);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
