// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bidsforge.core.pipeline.Pipeline;
import org.bidsforge.core.pipeline.Stage;
import org.junit.jupiter.api.Test;

/** Both forges' templates have the jobs, needs and commands of the one list of stages. */
class TemplatesTest {
    private static final Path TEMPLATES = Path.of("../ci-templates");

    private static List<JsonNode> documents(String template) throws IOException {
        try (MappingIterator<JsonNode> documents = new YAMLMapper()
                .readerFor(JsonNode.class)
                .readValues(TEMPLATES.resolve(template).toFile())) {
            return documents.readAll();
        }
    }

    private static List<String> strings(JsonNode node) {
        List<String> strings = new ArrayList<>();
        if (node.isTextual()) {
            strings.add(node.asText());
        }
        node.forEach(one -> strings.add(one.asText()));
        return strings;
    }

    @Test
    void giteaRunsTheStages() throws IOException {
        JsonNode workflow = documents("gitea/bidsforge.yml").get(0);
        JsonNode jobs = workflow.path("jobs");
        List<Stage> found = new ArrayList<>();
        jobs.properties().forEach(job -> {
            JsonNode body = job.getValue();
            assertThat(strings(body.path("runs-on"))).containsExactly(Pipeline.RUNNER_LABEL);
            assertThat(body.path("steps")).hasSize(1);
            JsonNode step = body.path("steps").get(0);
            found.add(new Stage(
                    job.getKey(),
                    step.path("name").asText(),
                    strings(body.path("needs")),
                    List.of(step.path("run").asText().split(" "))));
        });
        assertThat(found).isEqualTo(Pipeline.stages());
    }

    @Test
    void giteaTakesTheInputsOfTheDispatch() throws IOException {
        JsonNode inputs = documents("gitea/bidsforge.yml")
                .get(0)
                .path("on")
                .path("workflow_dispatch")
                .path("inputs");
        List<String> names = new ArrayList<>();
        inputs.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactly(Pipeline.INPUT_SESSION, Pipeline.INPUT_SOURCE, Pipeline.INPUT_TICKET);
    }

    @Test
    void gitlabRunsTheSameStages() throws IOException {
        JsonNode pipeline = documents("gitlab/bidsforge.yml").get(1);
        assertThat(strings(pipeline.path("stages")))
                .isEqualTo(Pipeline.stages().stream().map(Stage::name).toList());
        for (Stage stage : Pipeline.stages()) {
            JsonNode job = pipeline.path(stage.name());
            assertThat(strings(job.path("needs"))).isEqualTo(stage.needs());
            assertThat(strings(job.path("script"))).containsExactly(stage.commandLine());
        }
    }
}
