// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real scanners' data the whole way: every image converted, voxels as in the references, no error of the validator. */
class RealDataIT {
    private static final Path SHARED = Path.of("../../shared/data");
    private static final int VOXEL_OFFSET = 108;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void convertsTwoScannersOfOneSubject() throws IOException, InterruptedException {
        List<Path> datasets = journey("dcm_qa_nih", "demo/own", "fmrif/qa");

        assertThat(voxels(datasets)).containsAll(voxels(List.of(folder.resolve("dcm_qa_nih/Ref"))));
    }

    @Test
    void convertsFieldmapAndEchoes() throws IOException, InterruptedException {
        List<Path> datasets = journey("dcm_qa_me", "research/rorden-prisma");

        assertThat(voxels(datasets)).containsAll(voxels(List.of(folder.resolve("dcm_qa_me/Ref"))));
    }

    @Test
    void convertsAReproinNamedRun() throws IOException, InterruptedException {
        List<Path> datasets = journey("example-dicom-functional-1block", "hanke-stadler/0083-transrep2");

        assertThat(voxels(datasets)).isNotEmpty();
    }

    /** Clones of the studies' conversions, with all content. */
    private List<Path> journey(String archive, String... studies) throws IOException, InterruptedException {
        Path packed = SHARED.resolve(archive + ".tar.zst").toAbsolutePath().normalize();
        Assumptions.assumeTrue(Files.exists(packed), "needs the test data " + archive);
        try (Platform platform =
                Platform.start(folder.resolve("platform"), Map.of("BIDSFORGE_DEFAULT_STUDY", "demo/own"))) {
            platform.shell().in(folder).run("tar", "-I", "zstd", "-xf", packed.toString());
            for (String study : studies) {
                platform.bidsforge("study", "create", study);
            }
            platform.send(folder.resolve(archive));
            List<Path> clones = new ArrayList<>();
            for (String study : studies) {
                String repository = study + "-bids";
                JsonNode request = platform.awaitGreenMergeRequest(repository, 1);
                Path clone = folder.resolve(study.replace('/', '-'));
                String branch = request.path("head").path("ref").asText();
                Shell shell = platform.shell().in(folder);
                shell.run("git", "clone", "-q", "-b", branch, platform.cloneUrl(repository), clone.toString());
                shell.in(clone).run("git", "annex", "get", ".");
                accountsForEverySeries(clone);
                clones.add(clone);
            }
            return clones;
        }
    }

    private static void accountsForEverySeries(Path clone) throws IOException {
        try (Stream<Path> reports = Files.list(clone.resolve(".bidsforge/sessions"))) {
            for (Path report : reports.toList()) {
                JsonNode series = new ObjectMapper().readTree(report.toFile()).findPath("series");
                assertThat(series).isNotEmpty();
                for (JsonNode one : series) {
                    assertThat(one.path("outcome").asText()).as(one.toString()).isEqualTo("converted");
                }
            }
        }
    }

    /** Digests of the voxels of every image below the folders. */
    private static NavigableSet<String> voxels(List<Path> folders) throws IOException {
        NavigableSet<String> digests = new TreeSet<>();
        for (Path top : folders) {
            try (Stream<Path> files = Files.walk(top)) {
                for (Path file : files.filter(RealDataIT::isImage).toList()) {
                    digests.add(digest(file));
                }
            }
        }
        return digests;
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith(".nii") || name.endsWith(".nii.gz"))
                && !file.toString().contains("/.git/")
                && Files.isRegularFile(file);
    }

    private static String digest(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes[0] == 0x1f) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                bytes = in.readAllBytes();
            }
        }
        int offset = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(VOXEL_OFFSET);
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest(Arrays.copyOfRange(bytes, offset, bytes.length)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
