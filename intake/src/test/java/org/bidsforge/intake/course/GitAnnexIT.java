// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bidsforge.core.config.Secret;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.intake.commit.Repositories;
import org.bidsforge.intake.commit.StudyForge;
import org.bidsforge.intake.receive.ScanObjects;
import org.bidsforge.intake.route.Router;
import org.bidsforge.intake.spool.Fingerprints;
import org.bidsforge.intake.spool.Identity;
import org.bidsforge.intake.spool.IncomingFile;
import org.bidsforge.intake.spool.Spool;
import org.bidsforge.intake.spool.SpoolSession;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.directory.DirectoryObjectStore;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the intake pushed, judged by git and git-annex themselves. */
class GitAnnexIT {
    private static final StudyName STUDY = new StudyName("lab", "rest");
    private static final Secret KEY = new Secret("a key for tests that nobody else has");

    @TempDir
    Path root;

    @BeforeEach
    void needsGitAnnex() throws Exception {
        try {
            run(root, "git", "annex", "version", "--raw");
        } catch (IOException e) {
            Assumptions.abort("git annex must be on the search path: " + e.getMessage());
        }
    }

    @Test
    void gitAnnexFindsEveryArchiveAndAgreesWithItsKey() throws Exception {
        Files.createDirectories(root.resolve("store"));
        try (StudyForge forge = new StudyForge(root.resolve("forge"))) {
            forge.create(STUDY, "pseudonym");
            commit(forge);
            String url = forge.personalUrl(STUDY.repository(RepositoryKind.SOURCEDATA))
                    .toString();
            run(root, "git", "clone", "-q", url, "clone");
        }
        Path clone = root.resolve("clone");
        run(clone, "git", "config", "remote.origin.annex-ignore", "true");
        run(clone, "git", "config", "user.name", "A");
        run(clone, "git", "config", "user.email", "a@localhost");
        run(clone, "git", "annex", "init", "-q", "--no-autoenable");

        List<String> files = run(clone, "git", "annex", "find", "--in", StudyForge.STORE_UUID)
                .lines()
                .toList();
        assertThat(files).hasSize(2).allMatch(file -> file.endsWith(".tar"));
        assertThat(run(
                        clone,
                        "git",
                        "annex",
                        "find",
                        "--anything",
                        "--metadata",
                        "distribution-restrictions=sensitive"))
                .hasLineCount(2);
        for (String file : files) {
            String key = run(clone, "git", "annex", "lookupkey", file).strip();
            Path copy = root.resolve(key);
            try (InputStream content = store().read("lab/rest/sourcedata/" + key, 0)) {
                Files.copy(content, copy);
            }
            // Refused when the content does not have the key's hash.
            run(clone, "git", "annex", "reinject", "-q", copy.toString(), file);
        }

        run(clone, "git", "annex", "fsck", "-q");
        assertThat(run(clone, "git", "annex", "find")).isNotEmpty();
        assertThat(run(clone, "git", "status", "--porcelain")).isEmpty();
        assertThat(run(clone, "git", "fsck", "--strict")).doesNotContain("error");
        assertThat(run(clone, "tar", "-tvf", files.get(0)))
                .contains("-rw-r--r-- 0/0")
                .contains(" 00001.dcm");
    }

    private ObjectStore store() {
        return new DirectoryObjectStore(root.resolve("store"));
    }

    private void commit(StudyForge forge) throws IOException {
        Repositories repositories = new Repositories(forge, store(), root.resolve("mirrors"));
        SourcedataCourse course = new SourcedataCourse(new Router(repositories, KEY), repositories);
        try (Spool spool = Spool.open(root.resolve("spool"), new Fingerprints(KEY.bytes()), InstantSource.system())) {
            for (int i = 1; i <= 6; i++) {
                DataSet object = ScanObjects.slice(1 + i % 2, i);
                try (IncomingFile file = spool.receive()) {
                    Files.copy(ScanObjects.write(object, root.resolve("sent.dcm")), file.content());
                    spool.store(
                            file,
                            new Identity(
                                    object.getString(Tag.STUDY_INSTANCE_UID).orElseThrow(),
                                    object.getString(Tag.SERIES_INSTANCE_UID).orElseThrow(),
                                    object.getString(Tag.SOP_INSTANCE_UID).orElseThrow()));
                }
            }
            SpoolSession session = spool.sessions().get(0);
            session.closeIfIdle(Duration.ZERO);
            assertThat(course.run(session, session.begin().orElseThrow())).isInstanceOf(Ending.Committed.class);
        }
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(Arrays.asList(command));
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(words + " failed: " + output);
        }
        return output;
    }
}
