// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.annex.AnnexPointer;
import org.bidsforge.core.annex.MetadataLog;
import org.bidsforge.core.datalad.RunRecord;
import org.bidsforge.core.pipeline.Outcome;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.SessionName;
import org.bidsforge.core.pipeline.StageReport;
import org.bidsforge.forge.git.GitRepository;
import org.bidsforge.forge.git.TreeEdit;
import org.bidsforge.forge.git.TreeEntry;
import org.bidsforge.stages.TestTools;
import org.bidsforge.stages.phantom.PhantomSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobIT {
    private static final SessionName FIRST = SessionName.of("01", "01");
    private static final SessionName SECOND = SessionName.of("02", "01");
    private static final String FOLDER = "sub-01/ses-01";

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private LocalStudy study;
    private String source = "";

    @BeforeAll
    static void generate() throws IOException {
        TestTools.toolbox();
        new PhantomSession(2, "Lab^Memory").write(shared.resolve("phantom"), shared.resolve("identifiers.json"));
        // One functional run and the fieldmaps are enough here, and quicker.
        for (int number : new int[] {1, 2, 6, 7, 8}) {
            for (Path file : TestTools.files(shared.resolve("phantom/series-00" + number))) {
                Files.delete(file);
            }
        }
    }

    @BeforeEach
    void createStudy() throws IOException {
        study = LocalStudy.create(folder);
        source = study.addSession(FIRST, shared.resolve("phantom"));
    }

    @Test
    void recordsTheConversionInOneCommitOnTheSessionsBranch() throws IOException, InterruptedException {
        StageReport report = convert(FIRST, source);

        assertThat(report.outcome()).isEqualTo(Outcome.OK);
        assertThat(report.pictures()).hasSize(3);
        try (GitRepository git = study.mirror(RepositoryKind.BIDS)) {
            assertThat(git.resolve(FIRST.branch())).contains(report.resultCommit());
            assertThat(git.log(FIRST.branch(), "dev", 10)).hasSize(1);
            String message = git.commit(FIRST.branch()).message();
            assertThat(RunRecord.parse(message).orElseThrow().cmd())
                    .isEqualTo("bidsforge convert sourcedata/sub-01/ses-01 --bids . --subject 01 --session 01");
            assertThat(git.find(FIRST.branch(), "sourcedata"))
                    .contains(new TreeEntry("sourcedata", TreeEntry.Kind.SUBMODULE, source));
            assertThat(git.readText(FIRST.branch(), "participants.tsv"))
                    .hasValueSatisfying(table -> assertThat(table).startsWith("participant_id\tage\tsex\nsub-01\t"));
            assertThat(git.readText(FIRST.branch(), ".bidsforge/sessions/sub-01_ses-01.json"))
                    .hasValueSatisfying(record -> assertThat(record).contains("\"sourceTree\""));
        }
    }

    @Test
    void keepsImagesInTheAnnexAndTextInGit() throws IOException, InterruptedException {
        convert(FIRST, source);

        try (GitRepository git = study.mirror(RepositoryKind.BIDS)) {
            for (TreeEntry entry : git.files(FIRST.branch(), FOLDER)) {
                boolean image = entry.path().endsWith(".nii.gz");
                assertThat(entry.kind()).isEqualTo(image ? TreeEntry.Kind.SYMLINK : TreeEntry.Kind.FILE);
                Optional<AnnexKey> key =
                        git.readText(FIRST.branch(), entry.path()).flatMap(AnnexPointer::read);
                if (key.isPresent()) {
                    assertThat(study.isStored("bids", key.get())).isTrue();
                }
                assertThat(key.isPresent()).isEqualTo(image);
            }
        }
    }

    @Test
    void labelsWhatGitAnnexKeeps() throws IOException, InterruptedException {
        convert(FIRST, source);

        assertThat(labels(FOLDER + "/func/sub-01_ses-01_task-rest_run-01_bold.nii.gz"))
                .isEqualTo("{datatype=[func], session=[01], suffix=[bold], task=[rest]}");
        assertThat(labels(FOLDER + "/fmap/sub-01_ses-01_dir-AP_epi.nii.gz"))
                .isEqualTo("{datatype=[fmap], session=[01], suffix=[epi]}");
    }

    @Test
    void keysAndLabelsFollowWhatTheStudySays() throws IOException, InterruptedException {
        String run = FOLDER + "/func/sub-01_ses-01_task-rest_run-01_bold.nii.gz";
        TreeEdit settings = new TreeEdit()
                .text(".gitattributes", "* annex.backend=SHA256E\n")
                .text(".bidsforge/rules.yml", "version: 1\nsensitive: [func]\n");
        study.edit("dev", settings, "Ask for SHA-256\n");

        convert(FIRST, source);

        try (GitRepository git = study.mirror(RepositoryKind.BIDS)) {
            AnnexKey key = git.readText(FIRST.branch(), run)
                    .flatMap(AnnexPointer::read)
                    .orElseThrow();
            assertThat(key.toString()).startsWith("SHA256E-");
            assertThat(study.isStored("bids", key)).isTrue();
        }
        assertThat(labels(run)).contains("distribution-restrictions=[sensitive]");
        assertThat(labels(FOLDER + "/fmap/sub-01_ses-01_dir-AP_epi.nii.gz")).doesNotContain("sensitive");
    }

    private String labels(String path) throws IOException {
        try (GitRepository git = study.mirror(RepositoryKind.BIDS)) {
            AnnexKey key = git.readText(FIRST.branch(), path)
                    .flatMap(AnnexPointer::read)
                    .orElseThrow();
            String log = git.readText("git-annex", MetadataLog.path(key)).orElse("");
            return MetadataLog.parse(log).values().toString();
        }
    }

    @Test
    void changesNothingWhenItRunsAgain() throws IOException, InterruptedException {
        String commit = convert(FIRST, source).resultCommit();

        assertThat(convert(FIRST, source).resultCommit()).isEqualTo(commit);
        assertThat(study.branch(FIRST)).contains(commit);
    }

    @Test
    void keepsWhatPeopleChangedOnTheBranch() throws IOException, InterruptedException {
        convert(FIRST, source);
        String sidecar = FOLDER + "/func/sub-01_ses-01_task-rest_run-01_bold.json";
        String edited = study.edit(FIRST.branch(), new TreeEdit().text(sidecar, "{}\n"), "Correct the sidecar\n");

        StageReport report = convert(FIRST, source);

        assertThat(study.branch(FIRST)).contains(edited);
        assertThat(report.findings()).extracting(finding -> finding.code()).contains("edits-kept");
    }

    @Test
    void takesInWhatWasMergedMeanwhile() throws IOException, InterruptedException {
        convert(FIRST, source);
        String second = study.addSession(SECOND, shared.resolve("phantom"));
        convert(SECOND, second);
        study.merge(SECOND.branch());

        StageReport report = convert(FIRST, source);

        try (GitRepository git = study.mirror(RepositoryKind.BIDS)) {
            assertThat(git.isAncestor("dev", report.resultCommit())).isTrue();
            assertThat(git.readText(FIRST.branch(), "participants.tsv"))
                    .hasValueSatisfying(table -> assertThat(table).contains("sub-01\t", "sub-02\t"));
            assertThat(git.find(FIRST.branch(), "sourcedata").orElseThrow().id())
                    .isEqualTo(second);
        }
    }

    @Test
    void anotherConversionOfAMergedSessionBeginsOnDev() throws IOException, InterruptedException {
        convert(FIRST, source);
        study.merge(FIRST.branch());
        Files.delete(TestTools.files(copy("phantom", "shorter").resolve("series-005"))
                .get(59));
        String changed = study.addSession(FIRST, folder.resolve("shorter"));

        StageReport report = convert(FIRST, changed);

        try (GitRepository git = study.mirror(RepositoryKind.BIDS)) {
            assertThat(git.commit(report.resultCommit()).parents())
                    .containsExactly(git.commit("dev").id());
        }
    }

    @Test
    void refusesContentThatIsNotWhatItsKeySays() throws IOException {
        study.damage("sourcedata");

        assertThatThrownBy(() -> convert(FIRST, source))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must have the content that its name says");
    }

    @Test
    void validatesTheBranchWithItsContent() throws IOException, InterruptedException {
        String commit = convert(FIRST, source).resultCommit();

        StageReport report;
        try (JobFolder job = JobFolder.open(folder.resolve("validate"))) {
            report = new ValidateJob(study.claim(FIRST, source), job, TestTools.toolbox()).run();
        }

        assertThat(report.resultCommit()).isEqualTo(commit);
        assertThat(report.outcome().isSuccess()).isTrue();
        assertThat(report.measures())
                .filteredOn(one -> one.name().equals("errors"))
                .allMatch(one -> one.value() == 0);
        assertThat(folder.resolve("validate/junit.xml")).exists();
        assertThat(folder.resolve("validate/bidsforge-work")).doesNotExist();
    }

    private Path copy(String from, String to) throws IOException {
        for (Path file : TestTools.files(shared.resolve(from))) {
            Path target = folder.resolve(to)
                    .resolve(shared.resolve(from).relativize(file).toString());
            Files.createDirectories(target.resolveSibling("."));
            Files.copy(file, target);
        }
        return folder.resolve(to);
    }

    private StageReport convert(SessionName session, String commit) throws IOException, InterruptedException {
        try (JobFolder job = JobFolder.open(folder.resolve("job"))) {
            return new ConvertJob(study.claim(session, commit), job, TestTools.toolbox()).run();
        }
    }
}
