// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the parts of {@code schema.json} that names need. */
final class SchemaJson {
    private static final long LARGEST = 16L << 20;

    private SchemaJson() {}

    static BidsSchema read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("A schema must be smaller than 16 MiB: " + file);
        }
        JsonNode schema = JsonMapper.builder().build().readTree(file.toFile());
        List<Entity> entities = entities(schema);
        List<FileRule> rules = rules(schema, entities);
        String version = schema.path("bids_version").asText("");
        if (entities.isEmpty() || rules.isEmpty() || version.isEmpty()) {
            throw new IOException("A BIDS schema must have a version, entities and rules for raw files: " + file);
        }
        return new BidsSchema(version, entities, rules, () -> new SchemaRulesJson(schema).read());
    }

    private static List<Entity> entities(JsonNode schema) {
        JsonNode objects = schema.path("objects").path("entities");
        JsonNode formats = schema.path("objects").path("formats");
        List<Entity> entities = new ArrayList<>();
        for (JsonNode name : schema.path("rules").path("entities")) {
            JsonNode entity = objects.path(name.asText());
            String format = entity.path("format").asText("label");
            String pattern = formats.path(format).path("pattern").asText("[0-9a-zA-Z+]+");
            entities.add(new Entity(
                    entity.path("name").asText(name.asText()),
                    name.asText(),
                    format,
                    Pattern.compile(pattern),
                    texts(entity.path("enum"))));
        }
        return entities;
    }

    private static List<FileRule> rules(JsonNode schema, List<Entity> entities) {
        Map<String, String> keys = new HashMap<>();
        entities.forEach(entity -> keys.put(entity.name(), entity.key()));
        List<FileRule> rules = new ArrayList<>();
        schema.path("rules")
                .path("files")
                .path("raw")
                .forEach(group ->
                        group.properties().forEach(rule -> rules.add(rule(rule.getKey(), rule.getValue(), keys))));
        return rules;
    }

    private static FileRule rule(String group, JsonNode rule, Map<String, String> keys) {
        Map<String, FileRule.Need> needs = new HashMap<>();
        rule.path("entities").properties().forEach(entity -> {
            JsonNode need = entity.getValue();
            String level = need.isObject() ? need.path("level").asText() : need.asText();
            needs.put(
                    keys.getOrDefault(entity.getKey(), entity.getKey()),
                    new FileRule.Need(level.equals("required"), texts(need.path("enum"))));
        });
        return new FileRule(
                group,
                texts(rule.path("datatypes")),
                texts(rule.path("suffixes")),
                texts(rule.path("extensions")),
                needs);
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
