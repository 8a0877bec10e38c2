// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bidsforge.core.pipeline.ExitCode;
import org.bidsforge.store.StoreLocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code git-annex-remote-minio doctor}. */
@Command(
        name = "doctor",
        description =
                "Looks at the server, the credentials and git-annex; each failure comes with the line that mends it."
                        + " Writes, reads and deletes one object with a random name.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final Target target = new Target();

    @Option(names = "--json", description = "Write one JSON object per finding to standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        AnnexRepository annex = target.annex();
        List<Finding> findings = new ArrayList<>(new GitAnnexChecks(annex).all());
        findings.addAll(store(annex));
        PrintWriter out = spec.commandLine().getOut();
        for (Finding finding : findings) {
            print(out, finding);
        }
        out.flush();
        boolean failed = findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.FAILED);
        return (failed ? ExitCode.FAILURE : ExitCode.OK).code();
    }

    private List<Finding> store(AnnexRepository annex) throws IOException {
        List<Finding> findings = new ArrayList<>();
        Target.Opened opened;
        try {
            opened = target.open();
        } catch (IllegalArgumentException e) {
            String remedy = "git annex enableremote " + annex.remoteName() + " SETTING=VALUE";
            return List.of(Finding.failed("settings", String.valueOf(e.getMessage()), remedy));
        }
        findings.add(Finding.ok(
                "settings", opened.settings().location() + opened.settings().prefix()));
        if (opened.settings().location() instanceof StoreLocation.S3 s3) {
            URI endpoint = s3.endpoint();
            findings.addAll(new ServerChecks(opened.settings(), annex.remoteName(), endpoint, Clock.systemUTC()).all());
            if (findings.stream()
                    .anyMatch(finding -> finding.verdict() == Finding.Verdict.FAILED
                            && !finding.check().equals("clock"))) {
                return findings;
            }
        }
        findings.addAll(new AccessChecks(opened).all());
        return findings;
    }

    private void print(PrintWriter out, Finding finding) throws IOException {
        String verdict = finding.verdict().name().toLowerCase(Locale.ROOT);
        if (!json) {
            out.printf("%-7s %-13s %s%n", verdict, finding.check(), finding.says());
            if (!finding.remedy().isEmpty()) {
                out.printf("%-7s %-13s Fix: %s%n", "", "", finding.remedy());
            }
            return;
        }
        try (JsonGenerator object =
                new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            object.writeStartObject();
            object.writeStringField("check", finding.check());
            object.writeStringField("verdict", verdict);
            object.writeStringField("says", finding.says());
            object.writeStringField("remedy", finding.remedy());
            object.writeEndObject();
        }
        out.println();
    }
}
