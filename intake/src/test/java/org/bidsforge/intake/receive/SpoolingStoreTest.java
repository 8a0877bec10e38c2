// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.io.DicomReader;
import org.bidsforge.dicom.net.StorageClient;
import org.bidsforge.dicom.net.StorageClientConfig;
import org.bidsforge.dicom.net.StorageServer;
import org.bidsforge.dicom.net.StorageServerConfig;
import org.bidsforge.dicom.net.StoreOutcome;
import org.bidsforge.dicom.net.StoreStatus;
import org.bidsforge.intake.board.Incident;
import org.bidsforge.intake.board.RecordedBoard;
import org.bidsforge.intake.spool.Batch;
import org.bidsforge.intake.spool.Fingerprints;
import org.bidsforge.intake.spool.SpaceReserve;
import org.bidsforge.intake.spool.Spool;
import org.bidsforge.intake.spool.SpoolSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolingStoreTest {
    @TempDir
    Path root;

    private final RecordedBoard board = new RecordedBoard();
    private final Incidents incidents = new Incidents(board, InstantSource.system());
    private final OpenAssociations associations = new OpenAssociations();
    private long free = 1000;
    private Spool spool;
    private SpoolingStore store;

    @BeforeEach
    void open() throws IOException {
        spool = Spool.open(root.resolve("spool"), new Fingerprints(new byte[32]), InstantSource.system());
        store = new SpoolingStore(spool, new SpaceReserve(() -> free, 500), incidents, associations);
    }

    @AfterEach
    void close() throws IOException {
        spool.close();
    }

    @Test
    void keepsWhatAScannerSendsAsAReadableFile() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            files.add(ScanObjects.write(ScanObjects.slice(1, i), root.resolve(i + ".dcm")));
        }

        try (StorageServer server = StorageServer.start(
                StorageServerConfig.of("127.0.0.1", 0, "BIDSFORGE"),
                store,
                new AssociationWatch(associations, incidents))) {
            StorageClient client =
                    new StorageClient(StorageClientConfig.of("127.0.0.1", server.port(), "SCANNER", "BIDSFORGE"));
            assertThat(client.store(files, outcome -> {})).allMatch(StoreOutcome::isStored);
            assertThat(client.store(files, outcome -> {})).allMatch(StoreOutcome::isStored);
        }

        SpoolSession session = only();
        assertThat(session.closeIfIdle(Duration.ZERO)).isTrue();
        Batch batch = session.begin().orElseThrow();
        assertThat(batch.objects()).hasSize(5);
        DataSet first = DicomReader.ofEverything()
                .read(session.file(batch.objects().get(0)))
                .dataSet();
        assertThat(ScanObjects.encode(first)).isEqualTo(ScanObjects.encode(ScanObjects.slice(1, 1)));
        assertThat(board.incidents()).isEmpty();
    }

    @Test
    void refusesATruncatedObjectAndKeepsNothingOfIt() throws IOException {
        DataSet object = ScanObjects.slice(1, 1);
        byte[] bytes = ScanObjects.encode(object);

        for (int cut : new int[] {1, 7, 100, 300, bytes.length - 1}) {
            InputStream truncated = new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length - cut));
            assertThat(store.store(ScanObjects.request(object), truncated))
                    .as("cut by " + cut)
                    .isEqualTo(StoreStatus.CANNOT_UNDERSTAND);
        }

        assertThat(spool.sessions()).isEmpty();
        assertThat(files()).containsExactly("lock");
        assertThat(board.incidents()).hasSize(5).allSatisfy(incident -> {
            assertThat(incident.kind()).isEqualTo(Incident.Kind.OBJECT);
            assertThat(incident.message()).contains("SCANNER").doesNotContain("rlimann", ScanObjects.ROOT);
        });
    }

    @Test
    void keepsNothingOfAnObjectWhoseSenderGoesAway() throws IOException {
        DataSet object = ScanObjects.slice(1, 1);
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the peer is gone");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };

        assertThatThrownBy(() -> store.store(ScanObjects.request(object), broken))
                .isInstanceOf(IOException.class)
                .hasMessage("the peer is gone");
        assertThat(files()).containsExactly("lock");
    }

    @Test
    void refusesAnObjectThatIsNotTheAnnouncedOne() throws IOException {
        assertThat(store.store(
                        ScanObjects.request(ScanObjects.slice(1, 2)), ScanObjects.stream(ScanObjects.slice(1, 1))))
                .isEqualTo(StoreStatus.DATA_SET_MISMATCH);
    }

    @Test
    void refusesBeforeTheDiskIsFull() throws IOException {
        free = 500;

        assertThat(store.refusal()).isPresent();
        DataSet object = ScanObjects.slice(1, 1);
        assertThat(store.store(ScanObjects.request(object), ScanObjects.stream(object)))
                .isEqualTo(StoreStatus.OUT_OF_RESOURCES);
        assertThat(board.incidents()).hasSize(1);
        assertThat(board.incidents().get(0).kind()).isEqualTo(Incident.Kind.SPACE);

        free = 501;
        assertThat(store.refusal()).isEmpty();
        assertThat(store.store(ScanObjects.request(object), ScanObjects.stream(object)))
                .isEqualTo(StoreStatus.SUCCESS);
    }

    @Test
    void tellsOfAnInstanceThatCameWithOtherBytes() throws IOException {
        DataSet object = ScanObjects.slice(1, 1);
        store.store(ScanObjects.request(object), ScanObjects.stream(object));
        object.setString(Tag.ECHO_TIME, "31");

        assertThat(store.store(ScanObjects.request(object), ScanObjects.stream(object)))
                .isEqualTo(StoreStatus.SUCCESS);

        assertThat(board.incidents()).hasSize(1);
        assertThat(board.incidents().get(0).kind()).isEqualTo(Incident.Kind.CONFLICT);
        assertThat(only().summary().amount().objects()).isEqualTo(2);
    }

    @Test
    void tellsOfAPeerThatDoesNotSpeakDicom() throws Exception {
        try (StorageServer server = StorageServer.start(
                StorageServerConfig.of("127.0.0.1", 0, "BIDSFORGE"),
                store,
                new AssociationWatch(associations, incidents))) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                socket.getInputStream().readAllBytes();
            }
        }

        assertThat(board.incidents()).hasSize(1);
        assertThat(board.incidents().get(0).message()).contains("does not speak DICOM");
    }

    private SpoolSession only() {
        assertThat(spool.sessions()).hasSize(1);
        return spool.sessions().get(0);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("spool"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }
}
