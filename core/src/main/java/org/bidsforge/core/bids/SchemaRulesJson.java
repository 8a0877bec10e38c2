// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bidsforge.core.bids.SchemaRules.Association;
import org.bidsforge.core.bids.SchemaRules.Level;
import org.bidsforge.core.bids.SchemaRules.SidecarRule;
import org.bidsforge.core.bids.expression.Expression;

/** Reads the rules of {@code schema.json} that are written as expressions. */
final class SchemaRulesJson {
    private final JsonNode schema;
    private final List<SidecarRule> sidecars = new ArrayList<>();
    private final List<SchemaCheck> checks = new ArrayList<>();
    private final List<String> notUnderstood = new ArrayList<>();

    SchemaRulesJson(JsonNode schema) {
        this.schema = schema;
    }

    SchemaRules read() {
        rules("checks", schema.path("rules").path("checks"), this::check);
        rules("sidecars", schema.path("rules").path("sidecars"), this::sidecar);
        List<Association> associations = new ArrayList<>();
        schema.path("meta")
                .path("associations")
                .properties()
                .forEach(one -> rules(
                        "associations",
                        one.getValue(),
                        (name, rule) -> associations.add(association(one.getKey(), rule))));
        Map<String, String> modalities = new HashMap<>();
        schema.path("rules")
                .path("modalities")
                .properties()
                .forEach(modality -> modality.getValue()
                        .path("datatypes")
                        .forEach(datatype -> modalities.put(datatype.asText(), modality.getKey())));
        Map<String, Set<String>> words = new HashMap<>();
        schema.path("objects").path("columns").properties().forEach(column -> {
            if (column.getValue().has("enum")) {
                words.put(column.getKey(), texts(column.getValue().path("enum")));
            }
        });
        SidecarKeys keys = new SidecarKeys(schema.path("objects").path("metadata"));
        return new SchemaRules(sidecars, checks, associations, modalities, keys, words, notUnderstood);
    }

    private interface Reader {
        void read(String name, JsonNode rule);
    }

    /** Rules are the nodes with selectors, at any depth. */
    private void rules(String name, JsonNode node, Reader reader) {
        if (node.has("selectors")) {
            try {
                reader.read(name, node);
            } catch (IllegalArgumentException problem) {
                notUnderstood.add(name + ": " + problem.getMessage());
            }
            return;
        }
        node.properties().forEach(child -> rules(name + "." + child.getKey(), child.getValue(), reader));
    }

    private void check(String name, JsonNode rule) {
        JsonNode issue = rule.path("issue");
        checks.add(new SchemaCheck(
                name,
                expressions(rule.path("selectors")),
                expressions(rule.path("checks")),
                issue.path("code").asText(name),
                issue.path("level").asText("error").equals("error"),
                issue.path("message").asText("").strip().replaceAll("\\s+", " ")));
    }

    private void sidecar(String name, JsonNode rule) {
        Map<String, Level> keys = new HashMap<>();
        rule.path("fields").properties().forEach(field -> {
            JsonNode need = field.getValue();
            String level = need.isObject() ? need.path("level").asText() : need.asText();
            keys.put(key(field.getKey()), level(level));
        });
        sidecars.add(new SidecarRule(expressions(rule.path("selectors")), keys));
    }

    private Association association(String name, JsonNode rule) {
        JsonNode target = rule.path("target");
        Set<String> entities = new TreeSet<>();
        target.path("entities")
                .forEach(entity -> entities.add(schema.path("objects")
                        .path("entities")
                        .path(entity.asText())
                        .path("name")
                        .asText(entity.asText())));
        return new Association(
                name,
                expressions(rule.path("selectors")),
                target.path("suffix").asText(""),
                texts(target.path("extension")),
                entities,
                rule.path("inherit").asBoolean(false));
    }

    private static Set<String> texts(JsonNode oneOrMore) {
        Set<String> texts = new TreeSet<>();
        if (oneOrMore.isTextual()) {
            texts.add(oneOrMore.asText());
        }
        oneOrMore.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Terms such as {@code EchoTime__fmap} are variants whose key stands in their definition. */
    private String key(String term) {
        return schema.path("objects").path("metadata").path(term).path("name").asText(term);
    }

    private static Level level(String word) {
        for (Level level : Level.values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(word)) {
                return level;
            }
        }
        // A prohibited key, or a level of a later schema: nothing that a sidecar should be given.
        return word.equals("prohibited") ? Level.DEPRECATED : Level.OPTIONAL;
    }

    private static List<Expression> expressions(JsonNode texts) {
        List<Expression> expressions = new ArrayList<>();
        texts.forEach(text -> expressions.add(Expression.parse(text.asText())));
        return expressions;
    }
}
