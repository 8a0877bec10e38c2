// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.phantom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything planted that identifies someone: what no later step may let through. */
final class Identifiers {
    private final Map<String, String> kinds = new LinkedHashMap<>();

    /** Notes the value and hands it back. */
    String plant(String kind, String value) {
        kinds.putIfAbsent(value, kind);
        return value;
    }

    int count() {
        return kinds.size();
    }

    void write(Path file) throws IOException {
        Files.writeString(file, json());
    }

    private String json() throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode list = mapper.createArrayNode();
        kinds.forEach((value, kind) -> list.addObject().put("kind", kind).put("value", value));
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(list).replace("\r\n", "\n") + "\n";
    }
}
