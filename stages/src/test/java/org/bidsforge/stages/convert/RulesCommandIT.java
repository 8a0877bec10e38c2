// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bidsforge.core.config.Toolbox;
import org.bidsforge.dicom.Tag;
import org.bidsforge.stages.TestTools;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RulesCommandIT {
    @TempDir
    private Path folder;

    private Path rules = Path.of("");

    private record Ended(int exit, String output) {}

    @BeforeEach
    void writeRules() throws IOException {
        TestTools.toolbox();
        rules = Files.writeString(folder.resolve("rules.yml"), """
                version: 1
                rules:
                  - {when: {protocol_name: {glob: 'anat*'}}, then: {datatype: anat, suffix: T2w}}
                  - use: reproin
                """);
    }

    @Test
    void showsWhatRulesNameOtherwise() throws Exception {
        Path dicom = folder.resolve("dicom");
        new MadeSeries(2, "anat-T1w").write(dicom);
        new MadeSeries(3, "func-bold_task-rest").volumes(3).write(dicom);

        Ended ended = rulesTest(dicom.toString());

        assertThat(ended.exit()).isZero();
        assertThat(ended.output())
                .contains("- ", "_T1w.nii.gz", "+ ", "_T2w.nii.gz", "1 difference")
                .doesNotContain("bold");
    }

    @Test
    void replaysTheSessionsThatChangedLastInAClone() throws Exception {
        Path clone = cloneOfSourcedata();

        Ended last = rulesTest("--last", "1", clone.toString());
        assertThat(last.output()).contains("sub-02", "1 difference").doesNotContain("sub-01");
        assertThat(TestTools.files(clone.resolve("sub-01"))).noneMatch(Files::exists);

        assertThat(rulesTest("--last", "5", clone.toString()).output()).contains("sub-01", "sub-02", "2 differences");
    }

    @Test
    void saysWhatTheLastSessionsAreTakenFrom() throws Exception {
        Ended ended = rulesTest("--last", "3", folder.toString());

        assertThat(ended.exit()).isNotZero();
        assertThat(ended.output()).contains("must be a clone of a study's sourcedata");
    }

    /** Two sessions in git-annex, the second one committed later; the clone has only pointers. */
    private Path cloneOfSourcedata() throws IOException, InterruptedException {
        Path origin = Files.createDirectories(folder.resolve("origin"));
        run(origin, "git", "init", "--quiet", "--initial-branch=main");
        run(origin, "git-annex", "init", "--quiet");
        int change = 0;
        for (String subject : List.of("02", "01", "02")) {
            change++;
            Path session = origin.resolve("sub-" + subject + "/ses-1");
            new MadeSeries(2, "anat-T1w")
                    .with(data -> data.setString(Tag.PATIENT_ID, subject))
                    .write(session);
            Files.writeString(session.resolve("note-" + change), "change " + change);
            run(origin, "git-annex", "add", "--quiet", ".");
            run(origin, "git", "commit", "--quiet", "--message", "sub-" + subject);
        }
        Path clone = folder.resolve("clone");
        run(folder, "git", "clone", "--quiet", "origin", "clone");
        // git-annex records what it gets as the user of the clone.
        run(clone, "git", "config", "user.name", "Tester");
        run(clone, "git", "config", "user.email", "tester@example.org");
        return clone;
    }

    private void run(Path where, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(where.toFile()).inheritIO();
        Path gitAnnex = TestTools.toolbox().require(Toolbox.Tool.GIT_ANNEX);
        Map<String, String> environment = builder.environment();
        environment.put("PATH", gitAnnex.getParent() + ":" + environment.get("PATH"));
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            environment.put("GIT_" + who + "_NAME", "Tester");
            environment.put("GIT_" + who + "_EMAIL", "tester@example.org");
        }
        assertThat(builder.start().waitFor()).as(Arrays.toString(command)).isZero();
    }

    private Ended rulesTest(String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        List<String> all = new ArrayList<>(List.of("test", "--rules", rules.toString()));
        all.addAll(List.of(arguments));
        int exit = new CommandLine(new RulesCommand())
                .setOut(writer)
                .setErr(writer)
                .execute(all.toArray(String[]::new));
        return new Ended(exit, said.toString());
    }
}
