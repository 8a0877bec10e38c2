// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.bidsforge.stages.TestTools;
import org.bidsforge.stages.heudiconv.HeudiconvCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The folder that users of heudiconv open first. */
class HeudiconvIT {
    private static final String EXPECTED = "heudiconv-dicominfo.tsv";

    @TempDir
    private Path folder;

    @Test
    void theTableIsTheOneThatHeudiconvWrites() throws IOException {
        ListedSession.write(folder.resolve("dicom"));

        run("-f", "convertall", "-s", "01", "-ss", "pre", "-c", "none");

        Path info = folder.resolve("bids/.heudiconv/01/ses-pre/info");
        assertThat(info.resolve("dicominfo_ses-pre.tsv")).hasContent(expected());
        assertThat(names(info)).isEqualTo("01_ses-pre.auto.txt dicominfo_ses-pre.tsv filegroup_ses-pre.json");
        assertThat(names(folder.resolve("bids"))).isEqualTo(".heudiconv");
    }

    @Test
    void withoutASubjectThePatientIdNamesTheFiles() throws IOException {
        Siemens.functional(new Phantom(5, 2), 4, "func-bold_task-rest").write(folder.resolve("dicom"));

        run("-c", "none");

        Path info = folder.resolve("bids/.heudiconv/made/info");
        assertThat(names(info)).isEqualTo("dicominfo.tsv filegroup.json made.auto.txt");
        assertThat(info.resolve("made.auto.txt"))
                .hasContent("{('{bids_subject_session_dir}/func/{bids_subject_session_prefix}_task-rest_bold',"
                        + " ('nii.gz', 'dicom'), None): ['4-func-bold_task-rest']}");
    }

    @Test
    void aConversionWritesItOnRequestOnlyAndStaysValid() throws IOException, InterruptedException {
        Consoles consoles = Consoles.send(folder, Siemens.functional(new Phantom(5, 2), 4, "func-bold_task-rest"));
        run("-s", "01");
        assertThat(consoles.session().bids().resolve(".heudiconv")).doesNotExist();

        String said = run("-s", "01", "--info");

        assertThat(said).contains("sub-01: listed in " + consoles.session().bids() + "/.heudiconv/01/info");
        assertThat(names(consoles.session().bids().resolve(".heudiconv/01/info")))
                .isEqualTo("01.auto.txt dicominfo.tsv filegroup.json");
        assertThat(consoles.images()).containsExactly("func/sub-01_task-rest_bold");
        assertThat(consoles.session().errors()).isEmpty();
    }

    private String run(String... arguments) throws IOException {
        TestTools.toolbox();
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new HeudiconvCommand());
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        String[] all = new String[arguments.length + 4];
        all[0] = "--files";
        all[1] = folder.resolve("dicom").toString();
        all[2] = "-o";
        all[3] = folder.resolve("bids").toString();
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        assertThat(line.execute(all)).as(out.toString()).isZero();
        return out.toString();
    }

    private static String names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return String.join(
                    " ",
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private static String expected() throws IOException {
        try (InputStream table = HeudiconvIT.class.getResourceAsStream(EXPECTED)) {
            return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
