// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.config.Toolbox;
import org.bidsforge.core.pipeline.ExitCode;
import org.bidsforge.stages.dcm2niix.Json;
import org.bidsforge.stages.heuristic.Heuristic;
import org.bidsforge.stages.rules.Dcm2bidsConfiguration;
import org.bidsforge.stages.rules.RuleSet;
import org.bidsforge.stages.rules.RulesException;
import org.bidsforge.stages.rules.RulesFile;
import org.bidsforge.stages.rules.RulesSchema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bidsforge rules}. */
@Command(
        name = "rules",
        description = "Checks, replays and imports the rules that say which series becomes what.",
        footer =
                "Next: bidsforge rules test --rules FILE DICOM, then put FILE into the dataset as .bidsforge/rules.yml",
        mixinStandardHelpOptions = true)
public final class RulesCommand implements Runnable {
    private static final long LARGEST = 1 << 20;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static BidsSchema schema() throws IOException {
        return BidsSchema.read(Environment.of(System.getenv()).toolbox().requireSchema());
    }

    @Command(
            name = "schema",
            description = "Prints the JSON Schema of rules files, for editors.",
            mixinStandardHelpOptions = true)
    int printSchema() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.print(Json.write(RulesSchema.of(schema())));
        out.flush();
        return ExitCode.OK.code();
    }

    @Command(
            name = "import",
            description = {
                "Translates a configuration of dcm2bids (JSON) or a heuristic of heudiconv (Python) into rules.",
                "A heuristic is read, never run; what is not templates and comparisons is told, not guessed."
            },
            mixinStandardHelpOptions = true)
    int translate(@Parameters(paramLabel = "FILE", description = "The configuration or heuristic.") Path file)
            throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new RulesException(List.of(file + " must be smaller than 1 MiB"));
        }
        String text = Files.readString(file);
        if (file.toString().endsWith(".py")) {
            Heuristic.Translated translated = Heuristic.translate(text, schema());
            translated.different().forEach(line -> tell("Not quite the same: " + line));
            return translated(translated.rules(), translated.left());
        }
        Dcm2bidsConfiguration.Translated translated = Dcm2bidsConfiguration.translate(text);
        return translated(translated.rules(), translated.left());
    }

    private int translated(String rules, List<String> left) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(rules);
        out.flush();
        left.forEach(line -> tell("Not translated: " + line));
        return left.isEmpty() ? ExitCode.OK.code() : ExitCode.PARTIAL.code();
    }

    private void tell(String line) {
        spec.commandLine().getErr().println(line);
    }

    @Command(
            name = "test",
            description = "Replays rules on sessions and shows what they name otherwise than others.",
            mixinStandardHelpOptions = true)
    int replay(
            @Option(names = "--rules", required = true, paramLabel = "FILE", description = "The rules to try.")
                    Path file,
            @Option(names = "--against", paramLabel = "FILE", description = "Those to compare with (default: ReproIn).")
                    @Nullable
                    Path against,
            @Option(
                            names = "--last",
                            paramLabel = "N",
                            description = {
                                "Replay the N sessions that changed last; DICOM is a clone of the study's sourcedata then,",
                                "and what is not in it yet is got by git-annex."
                            })
                    @Nullable
                    Integer last,
            @Parameters(paramLabel = "DICOM", arity = "1..*", description = "Sessions.") List<Path> inputs)
            throws IOException, InterruptedException {
        BidsSchema schema = schema();
        RuleSet rules = RulesFile.read(file, schema);
        RuleSet before = against == null ? RuleSet.standard() : RulesFile.read(against, schema);
        PrintWriter out = spec.commandLine().getOut();
        int differences = 0;
        for (Path input : last == null ? inputs : recent(inputs, last)) {
            ConvertRequest request = new ConvertRequest(
                    List.of(input), Path.of("a dataset that is not there"), Optional.empty(), Optional.empty(), false);
            Planner planner = new Planner(schema);
            differences +=
                    difference(outcomes(planner.plan(request, before)), outcomes(planner.plan(request, rules)), out);
        }
        out.println(differences + (differences == 1 ? " difference" : " differences"));
        out.flush();
        return ExitCode.OK.code();
    }

    private List<Path> recent(List<Path> clones, int count) throws IOException, InterruptedException {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--last must be at least 1");
        }
        Path gitAnnex = Environment.of(System.getenv()).toolbox().require(Toolbox.Tool.GIT_ANNEX);
        List<Path> sessions = new ArrayList<>();
        for (Path clone : clones) {
            sessions.addAll(new RecentSessions(clone, gitAnnex).newest(count));
        }
        return sessions;
    }

    private static Map<String, List<String>> outcomes(List<Plan> plans) {
        Map<String, List<String>> outcomes = new LinkedHashMap<>();
        for (Plan plan : plans) {
            for (Plan.Row row : plan.rows()) {
                String title = plan.session() + " series "
                        + String.join(
                                " ",
                                row.series()
                                        .cells()
                                        .getOrDefault("series_number", List.of())
                                        .get(0),
                                String.join("", row.series().cells().getOrDefault("protocol_name", List.of())));
                List<String> lines = new ArrayList<>(row.files());
                if (lines.isEmpty()) {
                    lines.add(row.reason());
                }
                outcomes.put(title, lines);
            }
        }
        return outcomes;
    }

    private static int difference(Map<String, List<String>> before, Map<String, List<String>> after, PrintWriter out) {
        int differences = 0;
        for (Map.Entry<String, List<String>> one : after.entrySet()) {
            List<String> old = before.getOrDefault(one.getKey(), List.of());
            if (!old.equals(one.getValue())) {
                differences++;
                out.println(one.getKey());
                old.forEach(line -> out.println("  - " + line));
                one.getValue().forEach(line -> out.println("  + " + line));
            }
        }
        return differences;
    }
}
