// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Vr;

/** Writes data sets as DICOM JSON (PS3.18 annex F). Pixel data are left out, other binary values are inline. */
public final class DicomJsonWriter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final List<String> NAME_GROUPS = List.of("Alphabetic", "Ideographic", "Phonetic");

    /** Writes one object; the stream is flushed and left open. */
    public void write(DataSet dataSet, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            write(dataSet, json);
        }
    }

    private static void write(DataSet dataSet, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Element element : dataSet) {
            if (!Tag.isPixelData(element.tag()) && !Tag.isGroupLength(element.tag())) {
                write(dataSet, element, json);
            }
        }
        json.writeEndObject();
    }

    private static void write(DataSet owner, Element element, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(String.format("%08X", element.tag()));
        json.writeStringField("vr", element.vr().name());
        if (element instanceof Element.Sequence sequence) {
            json.writeArrayFieldStart("Value");
            for (DataSet item : sequence.items()) {
                write(item, json);
            }
            json.writeEndArray();
        } else if (element instanceof Element.Plain plain && !plain.isEmpty()) {
            write(owner, plain, json);
        }
        json.writeEndObject();
    }

    private static void write(DataSet owner, Element.Plain plain, JsonGenerator json) throws IOException {
        Vr vr = plain.vr();
        if (!vr.isText() && !vr.isNumber()) {
            json.writeBinaryField("InlineBinary", plain.toByteArray());
            return;
        }
        json.writeArrayFieldStart("Value");
        for (String value : owner.getStrings(plain.tag())) {
            if (value.isEmpty()) {
                json.writeNull();
            } else if (vr == Vr.PN) {
                writeName(value, json);
            } else if (isNumber(vr, value)) {
                json.writeNumber(value.startsWith("+") ? value.substring(1) : value);
            } else {
                json.writeString(value);
            }
        }
        json.writeEndArray();
    }

    /** What is no number for JSON, like NaN, or 007 in an integer string, stays text. */
    private static boolean isNumber(Vr vr, String value) {
        boolean numeric = (vr.isNumber() && vr != Vr.AT) || vr == Vr.DS || vr == Vr.IS;
        return numeric && value.matches("[-+]?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    }

    private static void writeName(String value, JsonGenerator json) throws IOException {
        json.writeStartObject();
        String[] groups = value.split("=", -1);
        for (int i = 0; i < Math.min(groups.length, NAME_GROUPS.size()); i++) {
            if (!groups[i].isEmpty()) {
                json.writeStringField(NAME_GROUPS.get(i), groups[i]);
            }
        }
        json.writeEndObject();
    }
}
