// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.bidsforge.core.bids.SchemaRules.Level;
import org.bidsforge.core.bids.expression.Scope;
import org.junit.jupiter.api.Test;

final class SchemaRulesTest {
    private static final SchemaRules RULES = new SchemaRulesJson(json("""
            {"objects": {
              "metadata": {
               "EchoTime": {"name": "EchoTime", "anyOf": [{"type": "number", "exclusiveMinimum": 0},
                 {"type": "array", "items": {"type": "number", "exclusiveMinimum": 0}}]},
               "EchoTime__fmap": {"name": "EchoTime", "type": "number", "exclusiveMinimum": 0},
               "Kind": {"name": "Kind", "type": "string", "enum": ["CASL", "PASL"]}},
              "columns": {"volume_type": {"enum": ["control", "label"]}, "onset": {}}},
             "rules": {
              "modalities": {"mri": {"datatypes": ["func", "fmap"]}},
              "checks": {"a": {"Short": {"selectors": ["suffix == 'bold'"], "checks": ["1 == 1", "sidecar.EchoTime < 1"],
                 "issue": {"code": "SHORT", "level": "warning", "message": "Too\\n  long."}}},
               "b": {"Odd": {"selectors": ["len(1)"], "checks": []}}},
              "sidecars": {"x": {
               "One": {"selectors": ["suffix == 'bold'"], "fields": {"EchoTime": "recommended", "Kind": {"level": "deprecated"}}},
               "Two": {"selectors": ["sidecar.Flag"], "fields": {"EchoTime__fmap": "required", "Other": "optional"}}}}}}
            """)).read();

    @Test
    void theStrongestOfSeveralRulesCounts() {
        assertThat(RULES.keys(bold("{\"Flag\": true}")))
                .containsEntry("EchoTime", Level.REQUIRED)
                .containsEntry("Other", Level.OPTIONAL);
        assertThat(RULES.keys(bold("{}")))
                .containsEntry("EchoTime", Level.RECOMMENDED)
                .containsEntry("Kind", Level.DEPRECATED)
                .hasSize(2);
    }

    @Test
    void aCheckThatDoesNotHoldIsTold() {
        assertThat(RULES.broken(bold("{\"EchoTime\": 2}")))
                .singleElement()
                .satisfies(check -> assertThat(check.message()).isEqualTo("Too long."))
                .extracting(SchemaCheck::code, SchemaCheck::error)
                .containsExactly("SHORT", false);
        assertThat(RULES.broken(bold("{\"EchoTime\": 0.03}"))).isEmpty();
    }

    @Test
    void aRuleInWordsOfALaterVersionIsListedAndTheOthersHold() {
        assertThat(RULES.notUnderstood())
                .singleElement()
                .asString()
                .startsWith("checks.b.Odd: An expression must call a function that there is: len");
    }

    @Test
    void valuesFitTheDefinitionOfTheirKey() {
        assertThat(RULES.sidecarKeys().problem("EchoTime", json("[0.01, 0.02]")))
                .isEmpty();
        assertThat(RULES.sidecarKeys().problem("EchoTime", json("0"))).isPresent();
        assertThat(RULES.sidecarKeys().problem("EchoTime", json("[0.01, \"x\"]")))
                .isPresent();
        assertThat(RULES.sidecarKeys().problem("Kind", json("\"casl\""))).contains("Kind must be one of CASL, PASL");
        assertThat(RULES.sidecarKeys().problem("Mine", json("{}"))).isEmpty();
        assertThat(RULES.columnWords("volume_type")).containsExactlyInAnyOrder("control", "label");
    }

    private static Scope bold(String sidecar) {
        JsonNode context = json("{\"suffix\": \"bold\", \"sidecar\": " + sidecar + "}");
        return new Scope() {
            @Override
            public JsonNode get(String name) {
                return context.path(name);
            }

            @Override
            public int existing(List<String> paths, String rule) {
                return 0;
            }
        };
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
