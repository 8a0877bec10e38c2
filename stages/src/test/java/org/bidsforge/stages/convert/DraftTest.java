// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftTest {
    @TempDir
    private Path dataset;

    @Test
    void replacesALinkInsteadOfWritingThroughIt() throws IOException {
        Path content = Files.writeString(dataset.resolve("content"), "annexed");
        Files.createDirectories(dataset.resolve("sub-01"));
        Path link = Files.createSymbolicLink(dataset.resolve("sub-01/image"), content);

        publish("sub-01/image", "converted");

        assertThat(link).isRegularFile().hasContent("converted");
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(content).hasContent("annexed");
    }

    @Test
    void leavesFilesAloneThatHaveTheSameBytes() throws IOException {
        Path file = Files.writeString(dataset.resolve("same"), "text");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));

        publish("same", "text");

        assertThat(Files.getLastModifiedTime(file).toMillis()).isEqualTo(1_000_000);
    }

    @Test
    void leavesNothingBehind() throws IOException {
        publish("sub-01/a", "1");

        assertThat(dataset)
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("."));
    }

    @Test
    void removesWhatAKilledRunLeft() throws IOException {
        Path left = left("tree/sub-01");
        Files.writeString(left.resolve("half"), "half");

        try (Draft draft = Draft.open(dataset, "sub-01")) {
            assertThat(left).doesNotExist();
            draft.text("sub-01/whole", "whole");
            draft.publish(draft.paths());
        }

        assertThat(dataset.resolve("sub-01/half")).doesNotExist();
        assertThat(dataset.resolve("sub-01/whole")).exists();
    }

    @Test
    void removesTheLinksInMemoryOfAKilledRun() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory), "needs " + memory);
        Path links = Files.createTempDirectory(memory, "bidsforge-links-");
        Files.createSymbolicLink(Files.createDirectory(links.resolve("dicom-1")).resolve("0001"), dataset);
        Files.createSymbolicLink(left("scratch").resolve("links"), links);

        Draft.open(dataset, "sub-01").close();

        assertThat(links).doesNotExist();
        assertThat(dataset).isEmptyDirectory();
    }

    @Test
    void removesNothingElsewhereForALinkThatCameWithTheDataset(@TempDir Path elsewhere) throws IOException {
        Path kept = Files.writeString(elsewhere.resolve("bidsforge-links-1"), "kept");
        Path scratch = left("scratch");
        Files.createSymbolicLink(scratch.resolve("links"), kept);

        Draft.open(dataset, "sub-01").close();

        assertThat(kept).hasContent("kept");
        assertThat(dataset).isEmptyDirectory();
    }

    @Test
    void leavesThoseAloneThatAreGoingOn() throws IOException {
        try (Draft one = Draft.open(dataset, "inputs")) {
            one.text("sub-01/one", "1");

            publish("sub-01/two", "2");

            one.publish(one.paths());
        }
        assertThat(dataset.resolve("sub-01/one")).hasContent("1");
        assertThat(dataset.resolve("sub-01/two")).hasContent("2");
        assertThat(dataset.resolve(DraftFolder.ALL)).doesNotExist();
    }

    @Test
    void isNotSeenByGit() throws IOException {
        try (Draft draft = Draft.open(dataset, "sub-01")) {
            assertThat(draft.scratch()).exists();
            assertThat(dataset.resolve(DraftFolder.ALL + "/.gitignore")).hasContent("*");
        }
    }

    private Path left(String folder) throws IOException {
        return Files.createDirectories(
                dataset.resolve(DraftFolder.ALL + "/sub-01-1").resolve(folder));
    }

    private void publish(String path, String content) throws IOException {
        try (Draft draft = Draft.open(dataset, "sub-01")) {
            draft.text(path, content);
            draft.publish(draft.paths());
        }
    }
}
