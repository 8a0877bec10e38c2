// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bidsforge.core.config.Toolbox;
import org.bidsforge.core.datalad.RunRecord;
import org.bidsforge.stages.TestTools;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversion without a forge whose dataset is one of DataLad's, judged by git and git-annex. */
class DataladConversionIT {
    private static final String RUN = "sub-01/func/sub-01_task-rest_bold.nii.gz";

    @TempDir
    private Path folder;

    private MadeSession session;

    @BeforeEach
    void make() throws IOException {
        session = MadeSession.in(folder, new MadeSeries(5, "func-bold_task-rest").volumes(3));
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(folder.resolve("home/.gitconfig"), "[user]\n\tname = Ada\n\temail = ada@lab\n");
    }

    @Test
    void aDatasetOfDataladComesOut() throws IOException, InterruptedException {
        Program.Ended ended = convert("--datalad");

        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("Saved sub-01 in commit ");
        assertThat(git("status", "--porcelain")).isEmpty();
        assertThat(git("log", "--format=%s").lines())
                .containsExactly("Convert sub-01", "Instruct annex to add text files to Git", "[DATALAD] new dataset");
        assertThat(git("log", "-1", "--format=%an %b")).startsWith("Ada ").contains("Version-dcm2niix: ");
        assertThat(session.bids().resolve(".datalad/config")).exists();
        assertThat(git("annex", "find")).isEqualTo(RUN);
        assertThat(git("annex", "find", "--metadata", "task=rest", "--metadata", "suffix=bold"))
                .isEqualTo(RUN);
        assertThat(git("annex", "lookupkey", RUN)).startsWith("MD5E-");
        assertThat(git("annex", "fsck", "--quiet")).isEmpty();
        assertThat(session.errors()).isEmpty();
    }

    @Test
    void theSameAgainAddsNoCommit() throws IOException, InterruptedException {
        convert("--datalad");
        String head = git("rev-parse", "HEAD");

        assertThat(convert("--datalad").output()).contains("sub-01 was saved before as it is.");

        assertThat(git("rev-parse", "HEAD")).isEqualTo(head);
        assertThat(git("status", "--porcelain")).isEmpty();
    }

    @Test
    void withItsSourceACommitSaysHowToDoItAgain() throws IOException, InterruptedException {
        Files.createDirectories(session.bids().resolve(".bidsforge"));
        Files.writeString(session.bids().resolve(".bidsforge/rules.yml"), "version: 1\nsensitive: [func]\n");

        Program.Ended ended = convert("--datalad", "--sourcedata");

        assertThat(ended.exit()).as(ended.output()).isZero();
        RunRecord record =
                RunRecord.parse(git("log", "-1", "--format=%B") + "\n").orElseThrow();
        assertThat(record.cmd()).isEqualTo("bidsforge convert sourcedata/sub-01 --bids . --subject 01");
        assertThat(git("annex", "find", "--metadata", "distribution-restrictions=sensitive")
                        .lines())
                .containsExactly("sourcedata/sub-01/func/sub-01_task-rest_bold.dicom.tgz", RUN);
        // What the user wrote is the user's to commit.
        assertThat(git("status", "--porcelain")).isEqualTo("?? .bidsforge/");
    }

    @Test
    void changedRulesMoveTheFilesInOneCommit() throws IOException, InterruptedException {
        convert("--datalad");
        Files.createDirectories(session.bids().resolve(".bidsforge"));
        Files.writeString(session.bids().resolve(".bidsforge/rules.yml"), """
                version: 1
                rules:
                  - then: {datatype: func, suffix: bold, entities: {task: other}}
                """);

        convert("--datalad");

        assertThat(git("show", "--name-status", "--format=", "HEAD"))
                .contains("R100\t" + RUN + "\tsub-01/func/sub-01_task-other_bold.nii.gz");
        assertThat(git("annex", "find", "--metadata", "task=rest")).isEmpty();
        assertThat(git("annex", "find", "--metadata", "task=other"))
                .isEqualTo("sub-01/func/sub-01_task-other_bold.nii.gz");
    }

    @Test
    void whatSomebodyStagedIsNotTakenAlong() throws IOException, InterruptedException {
        convert("--datalad");
        Files.writeString(session.bids().resolve("notes.txt"), "mine\n");
        git("add", "notes.txt");
        Files.delete(session.bids().resolve("sub-01/sub-01_scans.tsv"));
        git("rm", "-q", "--cached", "sub-01/sub-01_scans.tsv");
        git("commit", "-q", "-m", "Lose the table", "sub-01/sub-01_scans.tsv");

        convert("--datalad");

        assertThat(git("show", "--name-status", "--format=", "HEAD")).isEqualTo("A\tsub-01/sub-01_scans.tsv");
        assertThat(git("status", "--porcelain")).isEqualTo("A  notes.txt");
    }

    @Test
    void aRunThatWasKilledAtTheBeginningIsMadeGood() throws IOException, InterruptedException {
        Files.createDirectories(session.bids());
        git("init", "-q");
        Files.createDirectories(session.bids().resolve(".datalad"));
        Files.writeString(
                session.bids().resolve(".datalad/config"),
                "[datalad \"dataset\"]\n\tid = db42953f-743b-4720-8a3d-1247b5d3b5da\n");

        Program.Ended ended = convert("--datalad");

        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(git("status", "--porcelain")).isEmpty();
        assertThat(git("show", "HEAD:.datalad/config")).contains("db42953f-743b-4720-8a3d-1247b5d3b5da");
    }

    @Test
    void whoCommitsMustBeKnownBeforeAnyWork() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("home/.gitconfig"), "[user]\n\tuseConfigOnly = true\n");

        Program.Ended ended = convert("--datalad");

        assertThat(ended.exit()).isNotZero();
        assertThat(ended.output()).contains("git config --global user.email").doesNotContain("\tat org.");
        assertThat(session.bids().resolve("sub-01")).doesNotExist();
    }

    @Test
    void anotherRepositoryAboveIsRefusedBeforeAnyWork() throws IOException, InterruptedException {
        run(folder, "git", "init", "-q");

        Program.Ended ended = convert("--datalad");

        assertThat(ended.exit()).isNotZero();
        assertThat(ended.output()).contains("lies within the repository", "datalad create --dataset");
        assertThat(session.bids()).isEmptyDirectory();
    }

    private Program.Ended convert(String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "convert", session.dicom().toString(), "--bids", session.bids().toString(), "--subject", "01"));
        arguments.addAll(List.of(options));
        return new Program(folder.resolve("printed"))
                .with("HOME", folder.resolve("home").toString())
                .with("BIDSFORGE_TOOLBOX", TestTools.toolbox().root().toString())
                .run(arguments.toArray(String[]::new));
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return run(session.bids(), command.toArray(String[]::new));
    }

    private String run(Path where, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "ran-", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Path gitAnnex = TestTools.toolbox().require(Toolbox.Tool.GIT_ANNEX);
        builder.environment().put("PATH", gitAnnex.getParent() + ":" + System.getenv("PATH"));
        builder.environment().put("HOME", folder.resolve("home").toString());
        int exit = builder.start().waitFor();
        String said = Files.readString(output, StandardCharsets.UTF_8).strip();
        assertThat(exit).as(said).isZero();
        return said;
    }
}
