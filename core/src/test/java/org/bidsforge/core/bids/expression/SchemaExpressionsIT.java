// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.RealTools;
import org.bidsforge.core.bids.BidsSchema;
import org.junit.jupiter.api.Test;

/** The schema's own table of expressions and their values, and all its rules, in the schema that the toolbox brings. */
final class SchemaExpressionsIT {
    private static Path schema() throws IOException {
        Optional<Path> file = RealTools.toolbox().schema();
        assumeTrue(file.isPresent(), "needs bidsschematools in the toolbox");
        return file.orElseThrow();
    }

    @Test
    void everyExpressionOfTheTableHasItsValue() throws IOException {
        JsonNode table = JsonMapper.builder()
                .build()
                .readTree(schema().toFile())
                .path("meta")
                .path("expression_tests");
        Scope nothing = new ExpressionTest.JsonScope("{}");

        List<String> wrong = new ArrayList<>();
        for (JsonNode test : table) {
            JsonNode value = Expression.parse(test.path("expression").asText()).evaluate(nothing);
            if (!Values.equal(value, test.path("result"))) {
                wrong.add(test + " gave " + value);
            }
        }

        assertThat(table.size()).isGreaterThanOrEqualTo(77);
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyRuleIsUnderstood() throws IOException {
        assertThat(BidsSchema.read(schema()).fileRules().notUnderstood()).isEmpty();
    }
}
