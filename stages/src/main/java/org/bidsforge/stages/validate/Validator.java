// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.bidsforge.core.config.Toolbox;
import org.bidsforge.core.pipeline.Severity;

/** The schema-based BIDS validator as an external program. */
final class Validator {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final long LARGEST_ANSWER = 256L << 20;
    private static final String RECOMMENDED = "_RECOMMENDED";

    private final Path executable;
    private final Path schema;

    private Validator(Path executable, Path schema) {
        this.executable = executable;
        this.schema = schema;
    }

    /** With the schema that names and sidecars are made by, which may be newer than the validator's own. */
    static Validator of(Toolbox toolbox) throws IOException {
        return new Validator(toolbox.require(Toolbox.Tool.BIDS_VALIDATOR), toolbox.requireSchema());
    }

    /** The validator's answer: what it found, in a stable order, and how much it looked at. */
    record Answer(List<Issue> issues, long files, long bytes, String schemaVersion) {
        Answer {
            issues = List.copyOf(issues);
        }

        long count(Severity severity) {
            return issues.stream()
                    .filter(issue -> issue.severity() == severity)
                    .mapToLong(issue -> issue.places().size())
                    .sum();
        }
    }

    Answer validate(Path dataset) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("bidsforge-validate-");
        Path output = scratch.resolve("answer.json");
        ProcessBuilder builder = new ProcessBuilder(
                        executable.toString(),
                        dataset.toAbsolutePath().toString(),
                        "--schema",
                        schema.toUri().toString(),
                        "--format",
                        "json")
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile())
                .redirectError(scratch.resolve("errors.txt").toFile());
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "");
        environment.clear();
        environment.putAll(Map.of("PATH", path, "HOME", scratch.toString(), "LC_ALL", "C", "NO_COLOR", "1"));
        Process process = builder.start();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException(
                        "The BIDS validator did not end within " + PATIENCE.toMinutes() + " minutes. Try again.");
            }
            if (Files.size(output) > LARGEST_ANSWER) {
                throw new IOException("The BIDS validator's answer is larger than " + LARGEST_ANSWER + " bytes.");
            }
            return read(JSON.readTree(output.toFile()));
        } catch (JsonProcessingException problem) {
            throw new IOException(
                    "The BIDS validator gave no answer (exit code " + process.exitValue() + "). Run it by hand: "
                            + executable + " " + dataset,
                    problem);
        } finally {
            process.destroyForcibly();
            Scratch.delete(scratch);
        }
    }

    /** The validator's JSON as issues, one for each code, subject and message. */
    static Answer read(JsonNode answer) {
        JsonNode messages = answer.path("issues").path("codeMessages");
        Map<String, Issue> issues = new TreeMap<>();
        for (JsonNode node : answer.path("issues").path("issues")) {
            String subject = node.path("subCode").asText("");
            String code = node.path("code").asText("");
            String message = node.path("issueMessage").asText("");
            if (message.isBlank() || message.startsWith("Field description")) {
                message = messages.path(code).asText("");
            }
            String fullCode = subject.isEmpty() ? code : code + " " + subject;
            Severity severity = severity(node.path("severity").asText(""), code);
            String place = node.path("location").asText("").replaceFirst("^/", "");
            issues.merge(
                    severity + fullCode + (severity == Severity.ERROR ? message : ""),
                    new Issue(fullCode, severity, message.strip(), List.of(place)),
                    Validator::together);
        }
        List<Issue> sorted = new ArrayList<>(issues.values());
        sorted.sort(Comparator.comparing(Issue::severity).reversed().thenComparing(Issue::code));
        JsonNode summary = answer.path("summary");
        return new Answer(
                sorted,
                summary.path("totalFiles").asLong(),
                summary.path("size").asLong(),
                summary.path("schemaVersion").asText(""));
    }

    private static Severity severity(String word, String code) {
        if (word.equals("error")) {
            return Severity.ERROR;
        }
        // What the specification only recommends would warn about every dataset there is.
        return code.endsWith(RECOMMENDED) ? Severity.NOTE : Severity.WARNING;
    }

    private static Issue together(Issue one, Issue other) {
        TreeSet<String> places = new TreeSet<>(one.places());
        places.addAll(other.places());
        return new Issue(one.code(), one.severity(), one.message(), List.copyOf(places));
    }
}
