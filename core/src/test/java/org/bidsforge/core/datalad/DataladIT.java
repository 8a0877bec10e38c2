// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.datalad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bidsforge.core.PlainGit;
import org.bidsforge.core.RealTools;
import org.bidsforge.core.annex.AnnexBranch;
import org.bidsforge.core.datalad.Gitmodules.Submodule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our datasets and run records beside those of a real DataLad. */
final class DataladIT {
    private static final String UUID = "5b1f0a50-0000-4000-8000-000000000001";

    @TempDir
    private Path folder;

    private RealTools tools;

    @BeforeEach
    void findTools() {
        RealTools.with(folder, "git-annex");
        tools = RealTools.with(folder, "datalad");
    }

    private static Map<String, String> filesAt(RealTools tools, Path repository, String commit)
            throws IOException, InterruptedException {
        SortedMap<String, String> files = new TreeMap<>();
        for (String path : tools.lines(repository, "git", "ls-tree", "-r", "--name-only", commit)) {
            files.put(path, tools.run(repository, "git", "cat-file", "-p", commit + ":" + path));
        }
        return files;
    }

    /** A clone, by DataLad, of a dataset that plain git made of our bytes. */
    private Path cloneOfOurs(DataladDataset dataset) throws IOException, InterruptedException {
        PlainGit git = new PlainGit();
        dataset.initialCommits().forEach(commit -> git.commit("main", commit.message(), commit.files()));
        git.commit(
                AnnexBranch.NAME,
                "update",
                AnnexBranch.orphan().describe(UUID, "store").files());
        Path bare = git.into(folder.resolve("bare.git"), tools);
        Path clone = folder.resolve("clone");
        tools.run(folder, "datalad", "clone", bare.toString(), clone.toString());
        return clone;
    }

    @Test
    void makesTheCommitsOfDataladCreate() throws IOException, InterruptedException {
        Path theirs = folder.resolve("theirs");
        tools.run(folder, "datalad", "create", "-c", "text2git", theirs.toString());
        DataladDataset dataset = DataladDataset.parse(Files.readString(theirs.resolve(DataladDataset.CONFIG)))
                .orElseThrow();
        List<String> commits = tools.lines(theirs, "git", "rev-list", "--reverse", "HEAD");

        assertThat(filesAt(tools, theirs, commits.get(1))).isEqualTo(dataset.initialFiles());
        assertThat(filesAt(tools, theirs, commits.get(0)))
                .isEqualTo(dataset.initialCommits().get(0).files());
        for (int i = 0; i < commits.size(); i++) {
            assertThat(tools.run(theirs, "git", "log", "-1", "--format=%B", commits.get(i))
                            .strip())
                    .isEqualTo(dataset.initialCommits().get(i).message().strip());
        }
    }

    @Test
    void dataladSeesOurDatasetAsAnnexAndSavesBinariesThere() throws IOException, InterruptedException {
        DataladDataset dataset = DataladDataset.create();
        Path clone = cloneOfOurs(dataset);
        Files.write(clone.resolve("image.bin"), new byte[] {1, 0, 2});
        Files.writeString(clone.resolve("text.txt"), "text\n");

        tools.run(clone, "datalad", "save", "-m", "Add");

        List<String> tree = tools.lines(clone, "git", "ls-tree", "HEAD");
        assertThat(tree).anyMatch(line -> line.startsWith("120000") && line.endsWith("image.bin"));
        assertThat(tree).anyMatch(line -> line.startsWith("100644") && line.endsWith("text.txt"));
        assertThat(tools.run(clone, "git", "config", "-f", ".datalad/config", "datalad.dataset.id")
                        .strip())
                .isEqualTo(dataset.id().toString());
    }

    @Test
    void rerunRepeatsACommitWithOurRecord() throws IOException, InterruptedException {
        DataladDataset dataset = DataladDataset.create();
        Path clone = cloneOfOurs(dataset);
        RunRecord run =
                RunRecord.of(dataset.id().toString(), "sh -c 'echo one > {outputs}'", List.of(), List.of("result.txt"));
        Files.writeString(clone.resolve("result.txt"), "one\n");
        Path message = folder.resolve("message");
        Files.writeString(message, run.message("Make the result\n\nin two paragraphs", Map.of("Job", "12")));
        tools.run(clone, "git", "add", "result.txt");
        tools.run(clone, "git", "commit", "-q", "-F", message.toString());
        String before = tools.run(clone, "git", "rev-parse", "HEAD");

        String report = tools.run(clone, "datalad", "-f", "json", "rerun", "--report");
        tools.run(clone, "datalad", "rerun");

        assertThat(report).contains("\"cmd\": \"sh -c 'echo one > {outputs}'\"");
        assertThat(tools.run(clone, "git", "rev-parse", "HEAD")).isEqualTo(before);
    }

    @Test
    void writesTheMessageOfDataladRunByteForByte() throws IOException, InterruptedException {
        Path theirs = folder.resolve("theirs");
        tools.run(folder, "datalad", "create", "-c", "text2git", theirs.toString());
        String text = "Two lines\nwith \"quotes\" and é";
        tools.run(
                theirs,
                "datalad",
                "run",
                "-m",
                text,
                "-i",
                ".gitattributes",
                "-o",
                "out.txt",
                "printf '%s\\t\\\\n' \"é ü\" > {outputs}");

        String theirMessage = tools.run(theirs, "git", "log", "-1", "--format=%B");
        RunRecord run = RunRecord.parse(theirMessage).orElseThrow();

        assertThat(run.message(text, Map.of())).isEqualTo(theirMessage.stripTrailing() + "\n");
        assertThat(RunRecord.humanText(theirMessage)).hasValue(text);
    }

    @Test
    void writesTheSubmoduleEntryOfDatalad() throws IOException, InterruptedException {
        Path theirs = folder.resolve("theirs");
        tools.run(folder, "datalad", "create", theirs.toString());
        tools.run(theirs, "datalad", "create", "-d", ".", "sub/one");
        String id = tools.run(theirs.resolve("sub/one"), "git", "config", "-f", ".datalad/config", "datalad.dataset.id")
                .strip();

        String entry = Files.readString(theirs.resolve(Gitmodules.PATH));

        assertThat(Gitmodules.of(new Submodule("sub/one", "./sub/one", Optional.of(id)))
                        .format())
                .isEqualTo(entry);
    }

    @Test
    void annexesTheSameFilesAsGitAnnex() throws IOException, InterruptedException {
        Path clone = cloneOfOurs(DataladDataset.create());
        Map<String, byte[]> samples = samples();
        for (Map.Entry<String, byte[]> sample : samples.entrySet()) {
            Files.write(clone.resolve(sample.getKey()), sample.getValue());
        }
        tools.run(clone, "git-annex", "add", "-q", ".");
        List<String> annexed = tools.lines(clone, "git-annex", "find", "--anything").stream()
                .sorted()
                .toList();
        assumeTrue(!annexed.isEmpty(), "needs a git-annex that knows MIME encodings");

        assertThat(samples.entrySet().stream()
                        .filter(sample -> DataladDataset.largeFile(sample.getKey(), sample.getValue()))
                        .map(Map.Entry::getKey))
                .containsExactlyElementsOf(annexed);
    }

    private static Map<String, byte[]> samples() {
        SortedMap<String, byte[]> samples = new TreeMap<>();
        samples.put("ascii.txt", "plain\ttext\r\n\f".getBytes(StandardCharsets.US_ASCII));
        samples.put("empty.nii", new byte[0]);
        samples.put("escape.txt", "\u001b[1mbold\u001b[0m\u0007\b".getBytes(StandardCharsets.US_ASCII));
        samples.put("json.json", "{\"a\": 1}\n".getBytes(StandardCharsets.US_ASCII));
        samples.put("latin1.txt", "Grüße\n".getBytes(StandardCharsets.ISO_8859_1));
        samples.put("nul.dat", new byte[] {'a', 0, 'b'});
        samples.put("one.dat", new byte[] {0x01, 0x02});
        samples.put("del.dat", new byte[] {'a', 0x7f, 'b', '\n'});
        samples.put("gz.nii.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        samples.put("utf8.txt", "Grüße 日本\n".getBytes(StandardCharsets.UTF_8));
        samples.put("utf16.txt", "\ufeffGrüße\n".getBytes(StandardCharsets.UTF_16LE));
        samples.put("vt.txt", "a\u000bb\n".getBytes(StandardCharsets.US_ASCII));
        samples.put("zeros.dat", new byte[352]);
        return samples;
    }
}
