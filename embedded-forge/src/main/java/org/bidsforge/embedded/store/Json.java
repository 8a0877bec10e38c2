// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** Reading and writing JSON, in columns and on the wire. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot be written as JSON", e);
        }
    }

    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not the JSON that was expected: " + e.getOriginalMessage(), e);
        }
    }

    public static JsonNode tree(String text) {
        return read(text, JsonNode.class);
    }

    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static List<String> strings(String text) {
        return read(text, new TypeReference<List<String>>() {});
    }

    public static Map<String, Object> map(String text) {
        return read(text, new TypeReference<Map<String, Object>>() {});
    }

    private static <T> T read(String text, TypeReference<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A column does not hold the JSON that was written", e);
        }
    }
}
