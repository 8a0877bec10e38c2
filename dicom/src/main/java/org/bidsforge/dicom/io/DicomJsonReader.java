// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bidsforge.dicom.CharacterSets;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.DicomException;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Vr;

/** Reads DICOM JSON (PS3.18 annex F). Texts of the result are in UTF-8; bulk data elsewhere are left out. */
public final class DicomJsonReader {
    private static final int NESTING = 2 * Limits.DEFAULT.depth() + 8;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(NESTING)
                            .build())
                    .build())
            .build();

    /** Reads one object. */
    public DataSet read(InputStream in) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(in);
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            throw new DicomException("No valid JSON", location == null ? 0 : location.getByteOffset(), 0);
        }
        DataSet dataSet = new DataSet();
        dataSet.setString(Tag.SPECIFIC_CHARACTER_SET, CharacterSets.UTF_8);
        read(root, dataSet);
        return dataSet;
    }

    private static void read(JsonNode object, DataSet dataSet) throws IOException {
        if (!object.isObject()) {
            throw new DicomException("A data set is a JSON object", 0, 0);
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getKey().matches("[0-9A-Fa-f]{8}")) {
                throw new DicomException(
                        "A key that is no tag: " + field.getKey().length() + " characters", 0, 0);
            }
            int tag = Integer.parseUnsignedInt(field.getKey(), 16);
            if (tag != Tag.SPECIFIC_CHARACTER_SET) {
                readElement(tag, field.getValue(), dataSet);
            }
        }
    }

    private static void readElement(int tag, JsonNode element, DataSet dataSet) throws IOException {
        String code = element.path("vr").asText();
        Vr vr = code.length() == 2 ? Vr.of(code.charAt(0), code.charAt(1)).orElse(null) : null;
        if (vr == null) {
            throw new DicomException("An element without value representation", 0, tag);
        }
        JsonNode values = element.path("Value");
        try {
            if (vr == Vr.SQ) {
                readSequence(tag, values, dataSet);
            } else if (element.has("InlineBinary")) {
                dataSet.setBytes(tag, vr, element.get("InlineBinary").binaryValue());
            } else if (!element.has("BulkDataURI")) {
                readValues(tag, vr, values, dataSet);
            }
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw new DicomException("A value that does not fit " + vr, 0, tag);
        }
    }

    private static void readSequence(int tag, JsonNode values, DataSet dataSet) throws IOException {
        List<DataSet> items = new ArrayList<>();
        for (JsonNode value : values) {
            DataSet item = new DataSet();
            item.nestedIn(dataSet);
            read(value, item);
            items.add(item);
        }
        dataSet.setSequence(tag, items);
    }

    private static void readValues(int tag, Vr vr, JsonNode values, DataSet dataSet) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : values) {
            String text = value.isNull() ? "" : value.asText();
            texts.add(value.isObject() ? name(value) : text);
        }
        if (texts.isEmpty() || !(vr.isText() || vr.isNumber())) {
            dataSet.setBytes(tag, vr, new byte[0]);
        } else if (vr == Vr.AT) {
            dataSet.setBytes(tag, vr, tags(texts));
        } else {
            dataSet.setString(tag, vr, texts.toArray(String[]::new));
        }
    }

    private static String name(JsonNode value) {
        String name = value.path("Alphabetic").asText() + "="
                + value.path("Ideographic").asText() + "="
                + value.path("Phonetic").asText();
        return name.replaceFirst("=+$", "");
    }

    private static byte[] tags(List<String> texts) {
        byte[] bytes = new byte[texts.size() * 4];
        for (int i = 0; i < texts.size(); i++) {
            int tag = Tag.parse(texts.get(i));
            bytes[i * 4] = (byte) Tag.group(tag);
            bytes[i * 4 + 1] = (byte) (Tag.group(tag) >>> 8);
            bytes[i * 4 + 2] = (byte) tag;
            bytes[i * 4 + 3] = (byte) (tag >>> 8);
        }
        return bytes;
    }
}
