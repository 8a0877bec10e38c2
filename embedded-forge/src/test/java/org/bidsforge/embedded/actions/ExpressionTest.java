// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.bidsforge.embedded.store.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionTest {
    private static final Scope SCOPE = new Scope(
            Map.of(
                    "github.sha", "abc",
                    "github.ref_name", "main",
                    "inputs.session", "sub-01_ses-01",
                    "inputs.dry", true,
                    "needs.convert.result", "success",
                    "env.MODE", "Fast"),
            Json.tree("{\"pull_request\": {\"number\": 7, \"draft\": false, \"title\": \"T\"}}"),
            false,
            false);

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "github.sha; abc",
                "gitea.sha; abc",
                "'it''s'; it's",
                "github.ref_name == 'MAIN'; true",
                "github.ref_name != 'dev'; true",
                "inputs.dry; true",
                "inputs.dry == 'true'; false",
                "inputs.dry == 1; true",
                "inputs.none == ''; true",
                "!inputs.dry; false",
                "inputs.dry && github.sha; abc",
                "inputs.none || 'else'; else",
                "needs.convert.result == 'success' && (env.MODE == 'slow' || env.MODE == 'fast'); true",
                "github.event.pull_request.number; 7",
                "github.event.pull_request.number == 7; true",
                "github.event.nothing.here; \"\"",
                "1.5; 1.5",
                "-3 == '-3'; true",
                "'x' == 1; false",
                "success(); true",
                "failure(); false",
                "always() && !cancelled(); true"
            })
    void comesTo(String source, String wanted) throws WorkflowProblem {
        assertThat(Expression.text(Expression.parse(source).in(SCOPE))).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "github.workspaces",
                "runner.os",
                "secrets.OTHER",
                "needs.convert.outputs.x",
                "matrix.kind",
                "steps.a.outputs.b",
                "contains(github.ref, 'x')",
                "github.event.commits[0]",
                "inputs.a.b",
                "github"
            })
    void namesWhatItDoesNotKnow(String source) {
        assertThatThrownBy(() -> Expression.parse(source))
                .isInstanceOf(WorkflowProblem.class)
                .hasMessageEndingWith("is not supported by the embedded forge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a ==", "'open", "(success()", "success() success()", "== 'x'"})
    void refusesWhatIsNoExpression(String source) {
        assertThatThrownBy(() -> Expression.parse(source)).isInstanceOf(WorkflowProblem.class);
    }

    @Test
    void refusesBottomlessNesting() {
        assertThatThrownBy(() -> Expression.parse("!".repeat(100_000) + "true"))
                .isInstanceOf(WorkflowProblem.class)
                .hasMessageContaining("deep");
    }

    @Test
    void aConditionNeedsSuccessUnlessItAsksForTheState() throws WorkflowProblem {
        Scope failed = SCOPE.after(true, false);

        assertThat(Template.holds(Template.condition("inputs.dry"), SCOPE)).isTrue();
        assertThat(Template.holds(Template.condition("inputs.dry"), failed)).isFalse();
        assertThat(Template.holds(Template.condition("${{ failure() && inputs.dry }}"), failed))
                .isTrue();
        assertThat(Template.holds(Template.condition("always()"), failed)).isTrue();
    }

    @Test
    void templatesMixTextAndValues() throws WorkflowProblem {
        assertThat(Template.parse("run ${{ inputs.session }} on ${{github.ref_name}}!")
                        .in(SCOPE))
                .isEqualTo("run sub-01_ses-01 on main!");
        assertThatThrownBy(() -> Template.parse("${{ inputs.session")).isInstanceOf(WorkflowProblem.class);
    }
}
