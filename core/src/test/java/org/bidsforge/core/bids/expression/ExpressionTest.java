// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.bids.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionTest {
    private static final Scope FILE = new JsonScope("""
            {"suffix": "bold", "sidecar": {"RepetitionTime": 2.0, "SliceTiming": [0, 1.0, 0.5], "Flag": false,
             "PhaseEncodingDirection": "j-"}, "nifti_header": {"dim": [4, 64, 64, 3, 10]},
             "columns": {"age": ["30", "n/a", "89"]}}
            """);

    /** A scope from JSON, in which every path that starts with {@code there} exists. */
    record JsonScope(JsonNode context) implements Scope {
        JsonScope(String json) {
            this(read(json));
        }

        private static JsonNode read(String json) {
            try {
                return JsonMapper.builder().build().readTree(json);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public JsonNode get(String name) {
            return context.path(name);
        }

        @Override
        public int existing(List<String> paths, String rule) {
            return (int) paths.stream().filter(path -> path.startsWith("there")).count();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "1 + 2 * 3 == 7 ~ true",
                "(1 + 2) * 3 == 9 ~ true",
                "10 ** (-3 * 1) * 1000 == 1 ~ true",
                "2 ** 3 ** 2 == 512 ~ true",
                "-2 + 3 == 1 ~ true",
                "10 - 3 - 2 == 5 ~ true",
                "1 < 2 == true ~ true",
                "true || false && false ~ true",
                "!false && true ~ true",
                "\"RepetitionTime\" in sidecar ~ true",
                "!(\"EchoTime\" in sidecar) ~ true",
                "\"b\" in [\"a\", \"b\"] ~ true",
                "max(sidecar.SliceTiming) <= sidecar.RepetitionTime ~ true",
                "length(sidecar.SliceTiming) == nifti_header.dim[3] ~ true",
                "nifti_header.dim[index([\"i\", \"j\", \"k\"], sidecar.PhaseEncodingDirection[0])] == 64 ~ true",
                "max(columns.age) < 89 ~ false",
                "sidecar.Missing.Deeper[3].x == null ~ true",
                "sidecar.EchoTime2 - sidecar.EchoTime1 >= 0.0001 ~ null",
                "sidecar.Flag || sidecar.Missing ~ null",
                "intersects(suffix, ['asl', 'bold']) ~ [\"bold\"]",
                "exists([\"there\", \"gone\", \"there too\"], \"dataset\") ~ 2",
                "match(suffix, '^(bo|dw)') ~ true",
                "match('a.nii', '\\.nii$') ~ true",
                "\"a\\b\"[1] ~ \"\\\\\"",
                "substr('x', 5, 2) ~ \"\"",
                "length({}) ~ null",
            })
    void hasTheValue(String expression, String json) {
        assertThat(Expression.parse(expression).evaluate(FILE)).hasToString(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1 +",
                "(1",
                "[1, 2",
                "a b",
                "1 = 2",
                "'open",
                "len(1)",
                "match('a')",
                "a.1",
                "1..2",
                "{a}",
                "match(a, '(')"
            })
    void mistakesAreRefused(String expression) {
        assertThatIllegalArgumentException().isThrownBy(() -> Expression.parse(expression));
    }

    @Test
    void nestingAndLengthAreBounded() {
        assertThatIllegalArgumentException().isThrownBy(() -> Expression.parse("(".repeat(5000) + ")".repeat(5000)));
        assertThatIllegalArgumentException().isThrownBy(() -> Expression.parse("!".repeat(5000) + "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> Expression.parse(" ".repeat(20_000)));
    }

    @Test
    void tellsWhatItAskedFor() {
        Expression expression =
                Expression.parse("length(sidecar.SliceTiming) == nifti_header.dim[3] && [suffix] != (sidecar.Flag)");

        assertThat(expression.asked(FILE))
                .hasToString(
                        "{length(sidecar.SliceTiming)=3, nifti_header.dim[3]=3, suffix=\"bold\", sidecar.Flag=false}");
    }

    @Test
    void emptyListsHoldAndEmptyTextsDoNot() {
        assertThat(Expression.parse("[]").holds(FILE)).isTrue();
        assertThat(Expression.parse("''").holds(FILE)).isFalse();
        assertThat(Expression.parse("0").holds(FILE)).isFalse();
        assertThat(Expression.parse("null").holds(FILE)).isFalse();
    }
}
