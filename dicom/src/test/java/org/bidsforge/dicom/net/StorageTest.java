// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;
import org.bidsforge.dicom.io.DicomFile;
import org.bidsforge.dicom.io.DicomReader;
import org.bidsforge.dicom.io.DicomWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StorageTest {
    @TempDir
    Path folder;

    private ReceivedObjects received;
    private StorageServer server;

    @BeforeEach
    void start() throws IOException {
        start(Duration.ofSeconds(2));
    }

    private void start(Duration patience) throws IOException {
        received = new ReceivedObjects(Files.createDirectories(folder.resolve("received")));
        StorageServerConfig config =
                new StorageServerConfig("127.0.0.1", 0, "STORE", 16 << 10, 2, Duration.ofSeconds(5), patience);
        server = StorageServer.start(config, received, received.events::add);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void answersAnEcho() throws IOException {
        client().echo();

        assertThat(awaitEvent().kind()).isEqualTo(AssociationEvent.Kind.RELEASED);
    }

    @Test
    void takesObjectsOfManyKindsInOneAssociation() throws IOException {
        List<Path> files = List.of(
                file("1.2.3.1", Uids.MR_IMAGE, Uids.EXPLICIT_LITTLE_ENDIAN),
                file("1.2.3.2", Uids.MR_IMAGE, Uids.IMPLICIT_LITTLE_ENDIAN),
                file("1.2.3.3", Uids.SIEMENS_CSA_NON_IMAGE, Uids.DEFLATED_LITTLE_ENDIAN),
                file("1.2.3.4", Uids.STORAGE_PREFIX + "999.1", Uids.EXPLICIT_LITTLE_ENDIAN));

        List<StoreOutcome> outcomes = client().store(files, outcome -> {});

        assertThat(outcomes).allMatch(StoreOutcome::isStored).hasSize(4);
        assertThat(received.request("1.2.3.2").transferSyntax()).isEqualTo(Uids.IMPLICIT_LITTLE_ENDIAN);
        assertThat(received.request("1.2.3.3").transferSyntax()).isEqualTo(Uids.DEFLATED_LITTLE_ENDIAN);
        assertThat(received.request("1.2.3.1").callingTitle()).isEqualTo("SENDER");
        assertThat(Files.readAllBytes(received.file("1.2.3.1"))).isEqualTo(dataSetBytes(files.get(0)));
        assertThat(awaitEvent().objects()).isEqualTo(4);
    }

    @Test
    void skipsUnreadableFilesAndSendsTheRest() throws IOException {
        Path noDicom = Files.writeString(folder.resolve("notes.txt"), "not DICOM at all");
        Path good = file("1.2.3.1", Uids.MR_IMAGE, Uids.EXPLICIT_LITTLE_ENDIAN);

        List<StoreOutcome> outcomes = client().store(List.of(noDicom, good), outcome -> {});

        assertThat(outcomes).extracting(StoreOutcome::isStored).containsExactly(false, true);
    }

    @Test
    void handsOnTheStatusOfTheHandler() throws IOException {
        received.status = StoreStatus.OUT_OF_RESOURCES;

        List<StoreOutcome> outcomes =
                client().store(List.of(file("1.2.3.1", Uids.MR_IMAGE, Uids.EXPLICIT_LITTLE_ENDIAN)), outcome -> {});

        assertThat(outcomes).extracting(StoreOutcome::status).containsExactly(0xA700);
    }

    @Test
    void refusesAnAssociationWhenTheHandlerHasNoRoom() {
        received.refusal = Optional.of("The disk is full");

        assertThatThrownBy(() -> client().echo())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("for now");
        assertThat(awaitEvent())
                .extracting(AssociationEvent::kind, AssociationEvent::reason)
                .containsExactly(AssociationEvent.Kind.REFUSED, "The disk is full");
    }

    @Test
    void refusesMoreAssociationsThanItMayHave() throws IOException {
        server.close();
        start(Duration.ofSeconds(30));
        try (Socket first = connect();
                Socket second = connect()) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            assertThatThrownBy(() -> client().echo()).hasMessageContaining("for now");
        }
    }

    @Test
    void reportsWhatIsNotDicom() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();

            assertThat(awaitEvent().kind()).isEqualTo(AssociationEvent.Kind.NOT_DICOM);
        }
    }

    @Test
    void refusesAUnitThatClaimsToBeHuge() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(6)
                            .put((byte) 1)
                            .put((byte) 0)
                            .putInt(0x7FFFFFFF)
                            .array());

            assertThat(awaitEvent().reason()).contains("too long");
        }
    }

    @Test
    void endsAnAssociationThatStalls() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(1);

            assertThat(awaitEvent().reason()).contains("Time ran out");
        }
    }

    @Test
    void failsTheStreamWhenTheSenderGoesAwayInsideAnObject() throws IOException {
        AssociateMessage request = new AssociateMessage(
                "STORE",
                "SENDER",
                0,
                List.of(PresentationContext.proposed(1, Uids.MR_IMAGE, List.of(Uids.EXPLICIT_LITTLE_ENDIAN))));
        byte[] body = request.encode(PduType.ASSOCIATE_REQUEST);
        byte[] command = commandUnit(Dimse.storeRequest(1, Uids.MR_IMAGE, "1.2.3"));
        try (Socket socket = connect()) {
            socket.getOutputStream().write(unit(1, body));
            InputStream answer = socket.getInputStream();
            assertThat(answer.read()).isEqualTo(PduType.ASSOCIATE_ACCEPT.code());
            socket.getOutputStream().write(command);
            socket.getOutputStream().write(unit(4, new byte[] {0, 0, 0, 4, 1, 0, 8, 0}));
        }

        assertThat(awaitEvent().kind()).isEqualTo(AssociationEvent.Kind.ABORTED);
        assertThat(received.requests).isEmpty();
    }

    @Test
    void saysSoWhenNobodyListens() {
        StorageClientConfig config = StorageClientConfig.of("127.0.0.1", 1, "SENDER", "STORE");

        assertThatThrownBy(() -> new StorageClient(config).echo()).hasMessageContaining("127.0.0.1:1");
    }

    private static byte[] commandUnit(DataSet command) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DicomWriter().writeDataSet(command, Uids.IMPLICIT_LITTLE_ENDIAN, bytes);
        byte[] value = bytes.toByteArray();
        ByteBuffer part = ByteBuffer.allocate(value.length + 6);
        part.putInt(value.length + 2).put((byte) 1).put((byte) 3).put(value);
        return unit(4, part.array());
    }

    private static byte[] unit(int type, byte[] body) {
        return ByteBuffer.allocate(body.length + 6)
                .put((byte) type)
                .put((byte) 0)
                .putInt(body.length)
                .put(body)
                .array();
    }

    private AssociationEvent awaitEvent() {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (received.events.isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        return new ArrayList<>(received.events).get(0);
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private StorageClient client() {
        return new StorageClient(StorageClientConfig.of("127.0.0.1", server.port(), "SENDER", "STORE"));
    }

    private Path file(String instance, String sopClass, String syntax) throws IOException {
        DataSet dataSet = new DataSet();
        dataSet.setString(Tag.SOP_CLASS_UID, sopClass);
        dataSet.setString(Tag.SOP_INSTANCE_UID, instance);
        dataSet.setBytes(Tag.PIXEL_DATA, Vr.OW, new byte[100_000]);
        Path file = folder.resolve(instance + ".dcm");
        new DicomWriter().write(DicomFile.of(dataSet, syntax), file);
        return file;
    }

    private static byte[] dataSetBytes(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DicomFile read = DicomReader.ofEverything().read(file);
        new DicomWriter().writeDataSet(read.dataSet(), read.transferSyntax(), bytes);
        return bytes.toByteArray();
    }
}
