// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bidsforge.core.bids.BidsName;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.stages.TestTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names of the files of a hundred datasets that others made; derivatives have other names. */
class ExampleNamesIT {
    private static final Pattern RAW = Pattern.compile("(sub-[^/]+)/(?:ses-[^/]+/)?([a-z]+)/([^./][^/]*)");

    /** What the validator says of a name that it does not take. */
    private static final Set<String> OF_NAMES = Set.of(
            "NOT_INCLUDED",
            "ENTITY_NOT_IN_RULE",
            "MISSING_REQUIRED_ENTITY",
            "INVALID_ENTITY_LABEL",
            "DATATYPE_MISMATCH",
            "EXTENSION_MISMATCH",
            "FILENAME_MISMATCH",
            "INVALID_LOCATION",
            "ALL_FILENAME_RULES_HAVE_ISSUES");

    @TempDir
    private Path folder;

    @Test
    void everyNameThatTheValidatorTakesIsTaken() throws IOException, InterruptedException {
        Path examples = TestTools.sharedData("bids-examples", folder);
        BidsSchema schema = BidsSchema.read(TestTools.toolbox().requireSchema());
        Validator validator = Validator.of(TestTools.toolbox());
        int taken = 0;
        List<String> wrong = new ArrayList<>();
        for (Path dataset : datasets(examples)) {
            Map<String, String> refused = new TreeMap<>();
            List<PathMatcher> ignored = ignored(dataset);
            for (Path file : TestTools.files(dataset)) {
                String path = dataset.relativize(file).toString();
                Matcher raw = RAW.matcher(path);
                boolean theirOwn = ignored.stream().anyMatch(matcher -> matcher.matches(Path.of(path)));
                if (theirOwn
                        || !raw.matches()
                        || schema.suffixesOf(raw.group(2)).isEmpty()) {
                    continue;
                }
                String problem = problem(schema, raw.group(2), raw.group(3), path);
                if (problem.isEmpty()) {
                    taken++;
                } else {
                    refused.put(path, problem);
                }
            }
            if (!refused.isEmpty()) {
                Set<String> theirs = refusedBy(validator, dataset);
                refused.forEach((path, problem) -> {
                    if (!theirs.contains(path)) {
                        wrong.add(dataset.getFileName() + "/" + path + ": " + problem);
                    }
                });
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(taken).isGreaterThan(8000);
    }

    private static List<Path> datasets(Path examples) throws IOException {
        try (Stream<Path> folders = Files.list(examples)) {
            return folders.filter(ExampleNamesIT::isRaw).sorted().toList();
        }
    }

    private static boolean isRaw(Path dataset) {
        Path description = dataset.resolve("dataset_description.json");
        try {
            return Files.exists(description)
                    && JsonMapper.builder()
                            .build()
                            .readTree(description.toFile())
                            .path("DatasetType")
                            .asText("raw")
                            .equals("raw");
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** What the dataset asks validators to pass over. */
    private static List<PathMatcher> ignored(Path dataset) throws IOException {
        Path list = dataset.resolve(".bidsignore");
        if (!Files.exists(list)) {
            return List.of();
        }
        return Files.readAllLines(list).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> FileSystems.getDefault()
                        .getPathMatcher("glob:{,**/}" + line.strip().replaceFirst("^/", "")))
                .toList();
    }

    /** Why the schema does not take the name; empty when it does. */
    private static String problem(BidsSchema schema, String datatype, String name, String path) {
        return BidsName.parse(name)
                .map(parsed -> schema.path(datatype, parsed))
                .map(verdict -> verdict.find()
                        .map(ours -> ours.equals(path) ? "" : "it should be " + ours)
                        .orElseGet(() -> String.join("; ", verdict.problems())))
                .orElse("it is not made of entities and a suffix");
    }

    private static Set<String> refusedBy(Validator validator, Path dataset) throws IOException, InterruptedException {
        return validator.validate(dataset).issues().stream()
                .filter(issue -> OF_NAMES.contains(issue.code().replaceFirst(" .*", "")))
                .flatMap(issue -> issue.places().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
