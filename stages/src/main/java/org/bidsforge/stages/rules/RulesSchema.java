// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeSet;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.bids.Entity;

/** The JSON Schema of rules files, for editors; what BIDS allows is taken from its own schema. */
public final class RulesSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RulesSchema() {}

    public static ObjectNode of(BidsSchema bids) {
        ObjectNode schema = NODES.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Rules of BIDSforge");
        ObjectNode properties = object(schema, List.of());
        properties.putObject("version").putArray("enum").add(1).add("1");
        properties.putObject("$schema").put("type", "string");
        list(properties.putObject("rules"), "rule").put("minItems", 1);
        list(properties.putObject("subjects").put("type", "object").putObject("additionalProperties"), "rule");
        list(properties.putObject("sidecars"), "setting");
        datatypes(properties.putObject("sensitive").put("type", "array").putObject("items"), bids);
        ObjectNode definitions = schema.putObject("$defs");
        rule(definitions.putObject("rule"), bids);
        condition(definitions.putObject("condition"));
        test(definitions.putObject("test"));
        setting(definitions.putObject("setting"), bids);
        return schema;
    }

    private static void rule(ObjectNode rule, BidsSchema bids) {
        ObjectNode properties = object(rule, List.of());
        properties.putObject("name").put("type", "string");
        properties.putObject("when").put("$ref", "#/$defs/condition");
        properties.putObject("skip").put("type", "string");
        RuleSet.BUILT_IN.forEach(properties.putObject("use").putArray("enum")::add);
        ObjectNode then = object(properties.putObject("then"), List.of("datatype", "suffix"));
        datatypes(then.putObject("datatype"), bids);
        TreeSet<String> suffixes = new TreeSet<>();
        bids.rules().forEach(one -> suffixes.addAll(one.suffixes()));
        suffixes.forEach(then.putObject("suffix").putArray("enum")::add);
        ObjectNode entities = object(then.putObject("entities"), List.of());
        for (Entity entity : bids.entities()) {
            if (!List.of("sub", "ses").contains(entity.key())) {
                entities.putObject(entity.key()).putArray("type").add("string").add("integer");
            }
        }
        ArrayNode one = rule.putArray("oneOf");
        for (String outcome : List.of("then", "skip", "use")) {
            one.addObject().putArray("required").add(outcome);
        }
    }

    private static void datatypes(ObjectNode value, BidsSchema bids) {
        TreeSet<String> datatypes = new TreeSet<>();
        bids.rules().forEach(rule -> datatypes.addAll(rule.datatypes()));
        datatypes.forEach(value.putArray("enum")::add);
    }

    private static void condition(ObjectNode condition) {
        ObjectNode properties = object(condition, List.of());
        list(properties.putObject("all"), "condition");
        list(properties.putObject("any"), "condition");
        properties.putObject("not").put("$ref", "#/$defs/condition");
        Key.FIELDS.forEach(field -> properties.putObject(field).put("$ref", "#/$defs/test"));
        condition
                .putObject("patternProperties")
                .putObject("^(dicom|sidecar)\\.[A-Za-z][A-Za-z0-9]*$")
                .put("$ref", "#/$defs/test");
        ((ObjectNode) condition.path("patternProperties"))
                .putObject("^(" + String.join("|", Key.FIELDS) + ")\\[[0-9]\\]$")
                .put("$ref", "#/$defs/test");
    }

    private static void setting(ObjectNode setting, BidsSchema bids) {
        ObjectNode properties = object(setting, List.of());
        ObjectNode images = object(properties.putObject("for"), List.of());
        images.putObject("datatype").put("type", "string");
        images.putObject("suffix").putArray("type").add("string").add("array");
        ObjectNode entities = object(images.putObject("entities"), List.of());
        bids.entities().forEach(entity -> entities.putObject(entity.key()));
        properties.putObject("set").put("type", "object");
        properties.putObject("events").put("type", "array").putObject("items").put("type", "string");
        ArrayNode forms = properties.putObject("volumes").putArray("anyOf");
        forms.addObject().put("type", "array");
        ObjectNode parts = object(forms.addObject(), List.of());
        parts.putObject("first").put("type", "array");
        parts.putObject("repeat").put("type", "array");
    }

    private static void test(ObjectNode test) {
        ArrayNode any = test.putArray("anyOf");
        any.addObject().putArray("type").add("string").add("number").add("boolean");
        any.addObject().put("type", "array");
        ObjectNode properties = object(any.addObject(), List.of());
        ConditionReader.TESTS.forEach(properties::putObject);
        for (String bound : List.of("min", "max")) {
            properties.putObject(bound).put("type", "number");
        }
        for (String pattern : List.of("glob", "regex")) {
            properties.putObject(pattern).put("type", "string");
        }
        properties.putObject("in").put("type", "array");
        properties.putObject("present").put("type", "boolean");
    }

    private static ObjectNode list(ObjectNode node, String definition) {
        node.put("type", "array").putObject("items").put("$ref", "#/$defs/" + definition);
        return node;
    }

    private static ObjectNode object(ObjectNode node, List<String> required) {
        node.put("type", "object").put("additionalProperties", false);
        if (!required.isEmpty()) {
            required.forEach(node.putArray("required")::add);
        }
        return node.putObject("properties");
    }
}
