// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.datalad;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The record's JSON in the bytes that Python's encoder gives it: one blank of indent, sorted keys, literal text. */
final class RunRecordJson {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private RunRecordJson() {}

    static String write(RunRecord run) {
        return "{\n"
                + list("chain", run.chain())
                + " \"cmd\": " + quote(run.cmd()) + ",\n"
                + " \"dsid\": " + quote(run.dsid()) + ",\n"
                + " \"exit\": " + run.exit() + ",\n"
                + list("extra_inputs", run.extraInputs())
                + list("inputs", run.inputs())
                + list("outputs", run.outputs())
                + " \"pwd\": " + quote(run.pwd()) + "\n}";
    }

    private static String list(String name, List<String> values) {
        if (values.isEmpty()) {
            return " \"" + name + "\": [],\n";
        }
        List<String> lines = values.stream().map(value -> "  " + quote(value)).toList();
        return " \"" + name + "\": [\n" + String.join(",\n", lines) + "\n ],\n";
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\f' -> quoted.append("\\f");
                case '\b' -> quoted.append("\\b");
                default -> quoted.append(c < 32 ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c);
            }
        }
        return quoted.append('"').toString();
    }

    /** DataLad needs a command and, to run it, a folder; everything else may be missing. */
    static Optional<RunRecord> read(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        if (!json.path("cmd").isTextual() || !json.path("pwd").isTextual()) {
            return Optional.empty();
        }
        return Optional.of(new RunRecord(
                json.path("dsid").asText(""),
                json.path("cmd").asText(),
                texts(json.path("inputs")),
                texts(json.path("outputs")),
                json.path("pwd").asText(),
                texts(json.path("extra_inputs")),
                json.path("exit").asInt(0),
                texts(json.path("chain"))));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
