// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.pipeline.ExitCode;
import org.bidsforge.stages.site.Site;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bidsforge doctor}. */
@Command(
        name = "doctor",
        description = "Looks whether everything is there that the platform needs; each failure comes with the line that"
                + " fixes it.",
        footer = "Next: bidsforge study create INVESTIGATOR/STUDY",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "Write the findings as JSON to standard output.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException, JsonProcessingException {
        Environment environment = Environment.of(System.getenv());
        List<Symptom> symptoms = new ArrayList<>(new ToolChecks(environment).all());
        symptoms.addAll(new SiteChecks(new Site(environment)).all());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(symptoms));
        } else {
            symptoms.forEach(symptom -> print(out, symptom));
        }
        out.flush();
        boolean failed = symptoms.stream().anyMatch(symptom -> symptom.verdict() == Symptom.Verdict.FAILED);
        return (failed ? ExitCode.FAILURE : ExitCode.OK).code();
    }

    private static void print(PrintWriter out, Symptom symptom) {
        String verdict = symptom.verdict().name().toLowerCase(Locale.ROOT);
        out.printf("%-8s %-24s %s%n", verdict, symptom.check(), symptom.says());
        if (!symptom.remedy().isEmpty()) {
            out.printf("%-8s %-24s Fix: %s%n", "", "", symptom.remedy());
        }
    }
}
