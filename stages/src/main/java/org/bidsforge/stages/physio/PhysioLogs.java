// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.physio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.io.DicomReader;
import org.bidsforge.stages.source.Series;

/**
 * The log files that the CMRR multiband sequences of Siemens put into a DICOM object of their own (ImageType RAWDATA,
 * PHYSIO): equal blocks of whole kilobytes, as many in each as AcquisitionNumber says, each block with the lengths of
 * content and name, the name, and from its second kilobyte on the content.
 */
final class PhysioLogs {
    private static final String CREATOR = "SIEMENS CSA NON-IMAGE";
    private static final int KILOBYTE = 1024;
    private static final int MOST_LOGS = 16;
    private static final long LARGEST = 256L << 20;

    private PhysioLogs() {}

    static boolean isLog(Series series) {
        List<String> type = series.imageType();
        return type.contains("PHYSIO")
                && type.contains("RAWDATA")
                && series.files().size() == 1;
    }

    /** The texts of the logs by what they record: {@code PULS}, {@code RESP}, {@code ECG}, {@code EXT}, {@code Info}. */
    static Map<String, String> read(Series series) throws IOException {
        Path file = series.files().get(0);
        if (Files.size(file) > LARGEST) {
            throw new IOException("A physiological log must be smaller than 256 MiB: series " + series.number());
        }
        DataSet data = DicomReader.ofEverything().read(file).dataSet();
        Optional<byte[]> bytes = data.privateElement(CREATOR, 0x7FE1, 0x10)
                .filter(Element.Plain.class::isInstance)
                .map(element -> ((Element.Plain) element).toByteArray());
        int kilobytes = data.getInt(Tag.ACQUISITION_NUMBER).orElse(0);
        if (bytes.isEmpty() || kilobytes < 2 || bytes.get().length % (kilobytes * KILOBYTE) != 0) {
            throw new IOException("A physiological log must be made of whole blocks: series " + series.number());
        }
        return logs(ByteBuffer.wrap(bytes.get()).order(ByteOrder.LITTLE_ENDIAN), kilobytes * KILOBYTE);
    }

    private static Map<String, String> logs(ByteBuffer bytes, int block) throws IOException {
        Map<String, String> logs = new LinkedHashMap<>();
        for (int at = 0; at + block <= bytes.capacity() && logs.size() < MOST_LOGS; at += block) {
            int length = bytes.getInt(at);
            int nameLength = bytes.getInt(at + 4);
            if (length < 0 || length > block - KILOBYTE || nameLength < 0 || nameLength > KILOBYTE - 8) {
                throw new IOException("A physiological log must fit into its block");
            }
            String name = text(bytes, at + 8, nameLength);
            logs.put(kind(name), text(bytes, at + KILOBYTE, length));
        }
        return logs;
    }

    private static String text(ByteBuffer bytes, int at, int length) {
        return new String(bytes.array(), bytes.arrayOffset() + at, length, StandardCharsets.ISO_8859_1);
    }

    /** {@code Physio_20200101_120000_uuid_PULS.log} is a PULS; nothing else of the name is kept. */
    private static String kind(String name) {
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        return stem.substring(stem.lastIndexOf('_') + 1);
    }
}
