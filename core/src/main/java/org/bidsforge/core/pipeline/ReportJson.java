// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.pipeline;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The report's JSON; written by hand so that neither a library's defaults nor its version decide the bytes. */
final class ReportJson {
    private static final int LONGEST = 32 << 20;
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private ReportJson() {}

    static String write(StageReport report) {
        ObjectNode json = JSON.createObjectNode();
        json.put("stage", report.stage());
        json.put("study", report.study());
        json.put("session", report.session());
        json.put("sourceCommit", report.sourceCommit());
        json.put("resultCommit", report.resultCommit());
        json.put("outcome", label(report.outcome()));
        ObjectNode versions = json.putObject("versions");
        report.versions().forEach(versions::put);
        ArrayNode findings = json.putArray("findings");
        report.findings().forEach(finding -> findings.add(finding(finding)));
        ArrayNode measures = json.putArray("measures");
        report.measures().forEach(measure -> measures.add(measure(measure)));
        ArrayNode series = json.putArray("series");
        report.series().forEach(one -> series.add(series(one)));
        ArrayNode pictures = json.putArray("pictures");
        report.pictures().forEach(picture -> pictures.add(picture(picture)));
        json.put("log", report.log());
        try {
            return JSON.writer(printer()).writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of text and numbers can always be written", e);
        }
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        return new DefaultPrettyPrinter(separators).withObjectIndenter(lines).withArrayIndenter(lines);
    }

    private static String label(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ObjectNode finding(Finding finding) {
        ObjectNode json = JSON.createObjectNode();
        json.put("code", finding.code());
        json.put("severity", label(finding.severity()));
        finding.path().ifPresent(path -> json.put("path", path));
        json.put("evidence", finding.evidence());
        json.put("remedy", finding.remedy());
        return json;
    }

    private static ObjectNode measure(Measure measure) {
        ObjectNode json = JSON.createObjectNode();
        json.put("name", measure.name());
        json.put("value", measure.value());
        json.put("unit", measure.unit());
        return json;
    }

    private static ObjectNode series(SeriesOutcome series) {
        ObjectNode json = JSON.createObjectNode();
        json.put("number", series.number());
        json.put("description", series.description());
        json.put("objects", series.objects());
        json.put("outcome", series.outcome());
        ArrayNode files = json.putArray("files");
        series.files().forEach(files::add);
        json.put("reason", series.reason());
        return json;
    }

    private static ObjectNode picture(Picture picture) {
        ObjectNode json = JSON.createObjectNode();
        json.put("name", picture.name());
        json.put("caption", picture.caption());
        json.put("mediaType", picture.mediaType());
        json.put("base64", picture.base64());
        return json;
    }

    static StageReport read(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("A report must be shorter than 32 MiB: " + text.length());
        }
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("A report must be JSON: " + e.getOriginalMessage(), e);
        }
        Map<String, String> versions = new TreeMap<>();
        json.path("versions")
                .properties()
                .forEach(version ->
                        versions.put(version.getKey(), version.getValue().asText()));
        return new StageReport(
                text(json, "stage"),
                text(json, "study"),
                text(json, "session"),
                text(json, "sourceCommit"),
                text(json, "resultCommit"),
                word(Outcome.class, text(json, "outcome")),
                versions,
                list(json, "findings", ReportJson::readFinding),
                list(json, "measures", one -> new Measure(text(one, "name"), number(one), text(one, "unit"))),
                list(json, "series", ReportJson::readSeries),
                list(json, "pictures", ReportJson::readPicture),
                text(json, "log"));
    }

    private static Finding readFinding(JsonNode json) {
        return new Finding(
                text(json, "code"),
                word(Severity.class, text(json, "severity")),
                json.has("path") ? Optional.of(text(json, "path")) : Optional.empty(),
                text(json, "evidence"),
                text(json, "remedy"));
    }

    private static SeriesOutcome readSeries(JsonNode json) {
        return new SeriesOutcome(
                json.path("number").asInt(),
                text(json, "description"),
                json.path("objects").asInt(),
                text(json, "outcome"),
                list(json, "files", JsonNode::asText),
                text(json, "reason"));
    }

    private static Picture readPicture(JsonNode json) {
        return new Picture(text(json, "name"), text(json, "caption"), text(json, "mediaType"), text(json, "base64"));
    }

    private static double number(JsonNode json) {
        JsonNode value = json.path("value");
        if (!value.isNumber()) {
            throw new IllegalArgumentException("A report's measure must have a number as value: " + value);
        }
        return value.asDouble();
    }

    private static <T> List<T> list(JsonNode json, String name, Function<JsonNode, T> reader) {
        List<T> list = new ArrayList<>();
        json.path(name).forEach(one -> list.add(reader.apply(one)));
        return list;
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("A report must have a text \"" + name + "\": " + value);
        }
        return value.asText();
    }

    private static <E extends Enum<E>> E word(Class<E> words, String label) {
        return Enum.valueOf(words, label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
