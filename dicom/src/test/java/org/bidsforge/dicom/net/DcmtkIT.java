// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.SharedArchives;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.io.DicomFile;
import org.bidsforge.dicom.io.DicomReader;
import org.bidsforge.dicom.io.DicomWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Server and client against the programs of dcmtk, in uncompressed and encapsulated transfer syntaxes. */
final class DcmtkIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void answersEchoscu() throws IOException {
        ReceivedObjects received = new ReceivedObjects(folder);
        try (StorageServer server = start(received)) {
            run("echoscu", "-to", "10", "127.0.0.1", Integer.toString(server.port()));
        }

        assertThat(received.events).extracting(AssociationEvent::kind).containsExactly(AssociationEvent.Kind.RELEASED);
    }

    @ParameterizedTest
    @CsvSource({
        "-xe, 1.2.840.10008.1.2.1",
        "-xi, 1.2.840.10008.1.2",
        "-xb, 1.2.840.10008.1.2.2",
        "-xs, 1.2.840.10008.1.2.4.70",
        "-xt, 1.2.840.10008.1.2.4.80",
        "-xv, 1.2.840.10008.1.2.4.90",
        "-xr, 1.2.840.10008.1.2.5"
    })
    void takesWhatStorescuSends(String option, String syntax) throws IOException {
        Path file = fileIn(syntax);
        DicomFile original = DicomReader.ofEverything().read(file);
        String instance = original.dataSet().getString(Tag.SOP_INSTANCE_UID).orElseThrow();
        ReceivedObjects received = new ReceivedObjects(Files.createDirectory(folder.resolve("received")));
        try (StorageServer server = start(received)) {
            run("storescu", option, "-to", "10", "127.0.0.1", Integer.toString(server.port()), file.toString());
        }

        // For a file in big endian storescu proposes explicit little endian first.
        StoreRequest request = received.request(instance);
        DataSet dataSet;
        try (var in = Files.newInputStream(received.file(instance))) {
            dataSet = DicomReader.ofEverything().readDataSet(in, request.transferSyntax());
        }
        assertThat(received.events.get(0).objects()).isEqualTo(1);
        assertThat(pixels(dataSet)).isEqualTo(pixels(original.dataSet()));
        if (Uids.isEncapsulated(syntax)) {
            assertThat(request.transferSyntax()).isEqualTo(syntax);
        }
    }

    @Test
    void sendsEverySyntaxToStorescp() throws IOException, InterruptedException {
        Map<String, Path> files = new TreeMap<>();
        for (Path file :
                SharedArchives.filesIn(SharedArchives.unpack("dcm_qa_ts").resolve("In"))) {
            DicomFile header = DicomReader.ofHeaders().read(file);
            files.putIfAbsent(header.transferSyntax(), file);
        }
        Path target = Files.createDirectory(folder.resolve("storescp"));
        int port = freePort();
        Process storescp = start("storescp", "+xa", "-od", target.toString(), "-uf", Integer.toString(port));
        try {
            StorageClient client =
                    new StorageClient(StorageClientConfig.of("127.0.0.1", port, "BIDSFORGE", "STORESCP"));
            awaitEcho(client);
            List<StoreOutcome> outcomes = new ArrayList<>();
            for (Path file : files.values()) {
                outcomes.addAll(client.store(List.of(file), outcome -> {}));
            }

            assertThat(outcomes).hasSizeGreaterThan(6).allMatch(StoreOutcome::isStored);
            assertThat(SharedArchives.filesIn(target)).isNotEmpty();
        } finally {
            storescp.destroy();
            assertThat(storescp.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void sendsAWholeSessionInOneAssociation() throws IOException {
        List<Path> files = SharedArchives.filesIn(
                        SharedArchives.unpack("dcm_qa_nih").resolve("In"))
                .stream()
                .filter(file -> file.toString().endsWith(".dcm"))
                .toList();
        ReceivedObjects received = new ReceivedObjects(Files.createDirectory(folder.resolve("received")));
        double best = 0;
        try (StorageServer server = start(received)) {
            StorageClient client =
                    new StorageClient(StorageClientConfig.of("127.0.0.1", server.port(), "BIDSFORGE", "STORE"));
            for (int round = 0; round < 4; round++) {
                long start = System.nanoTime();
                List<StoreOutcome> outcomes = client.store(files, outcome -> {});
                best = Math.max(best, files.size() * 1e9 / (System.nanoTime() - start));
                assertThat(outcomes.stream().allMatch(StoreOutcome::isStored)).isTrue();
            }
        }
        System.out.printf("objects sent and received: %.0f/s%n", best);

        assertThat(received.requests).hasSize(files.size());
        assertThat(best).isGreaterThan(100);
    }

    @Test
    void writesFilesThatDcmtkReads() throws IOException {
        Path file = fileIn(Uids.EXPLICIT_LITTLE_ENDIAN);
        DicomFile original = DicomReader.ofEverything().read(file);
        for (String syntax : List.of(Uids.IMPLICIT_LITTLE_ENDIAN, Uids.DEFLATED_LITTLE_ENDIAN)) {
            Path copy = folder.resolve(syntax + ".dcm");
            new DicomWriter().write(DicomFile.of(original.dataSet(), syntax), copy);

            assertThat(run("dcmdump", "+P", "0002,0010", "+P", "0010,0020", "+P", "7fe0,0010", copy.toString()))
                    .contains("PixelData")
                    .doesNotContain("W:", "E:");
        }
    }

    private static List<ByteBuffer> pixels(DataSet dataSet) {
        Element element = dataSet.get(Tag.PIXEL_DATA).orElseThrow();
        if (element instanceof Element.Fragments fragments) {
            return fragments.fragments();
        }
        return List.of(((Element.Plain) element).buffer());
    }

    private static Path fileIn(String syntax) throws IOException {
        for (Path file :
                SharedArchives.filesIn(SharedArchives.unpack("dcm_qa_ts").resolve("In"))) {
            if (DicomReader.ofHeaders().read(file).transferSyntax().equals(syntax)) {
                return file;
            }
        }
        return abort("No file in " + syntax);
    }

    private static StorageServer start(ReceivedObjects received) throws IOException {
        StorageServerConfig config = StorageServerConfig.of("127.0.0.1", 0, "STORE");
        return StorageServer.start(config, received, received.events::add);
    }

    private static String run(String... command) {
        return SharedArchives.run(List.of(command));
    }

    private static Process start(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return abort("This test needs the program " + command[0]);
        }
    }

    private static void awaitEcho(StorageClient client) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                client.echo();
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
