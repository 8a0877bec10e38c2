// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bidsforge.dicom.Uids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class HostilePeersTest {
    private final Random random = new Random(20260101);

    @TempDir
    Path folder;

    @Test
    void damagedAssociationMessagesGiveAnExceptionOfTheirOwn() {
        AssociateMessage message = new AssociateMessage(
                "CALLED",
                "CALLING",
                16384,
                List.of(PresentationContext.proposed(1, Uids.MR_IMAGE, List.of(Uids.EXPLICIT_LITTLE_ENDIAN))));
        byte[] body = message.encode(PduType.ASSOCIATE_REQUEST);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(body, random.nextInt(body.length + 1));
            for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                AssociateMessage.parse(damaged).contexts().forEach(Negotiation::answer);
            } catch (ProtocolException e) {
                assertThat(e).hasMessageContaining("association message");
            } catch (IOException | RuntimeException e) {
                fail("A damaged message gave " + e, e);
            }
        }
    }

    @Test
    void readsTheMessageItWrites() throws IOException {
        AssociateMessage message = new AssociateMessage(
                "CALLED",
                "CALLING",
                16384,
                List.of(PresentationContext.proposed(1, Uids.VERIFICATION, List.of(Uids.IMPLICIT_LITTLE_ENDIAN))));

        assertThat(AssociateMessage.parse(message.encode(PduType.ASSOCIATE_REQUEST)))
                .isEqualTo(message);
    }

    @Test
    @Timeout(60)
    void survivesNoiseOnItsPort() throws IOException {
        ReceivedObjects received = new ReceivedObjects(Files.createDirectory(folder.resolve("received")));
        StorageServerConfig config = new StorageServerConfig(
                "127.0.0.1", 0, "STORE", 16 << 10, 100, Duration.ofSeconds(20), Duration.ofSeconds(2));
        try (StorageServer server = StorageServer.start(config, received, received.events::add)) {
            for (int i = 0; i < 60; i++) {
                byte[] noise = new byte[1 + random.nextInt(300)];
                random.nextBytes(noise);
                noise[0] = (byte) (1 + i % 8);
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    socket.getOutputStream().write(noise);
                }
            }
            new StorageClient(StorageClientConfig.of("127.0.0.1", server.port(), "SENDER", "STORE")).echo();
        }

        assertThat(received.requests).isEmpty();
    }

    @Test
    @Timeout(60)
    void aPeerThatStopsReadingIsGivenUp() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SocketChannel socket = SocketChannel.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()));
                TimedChannel channel = new TimedChannel(socket)) {
            ByteBuffer endless = ByteBuffer.allocate(64 << 20);

            assertThatThrownBy(() -> channel.write(endless, Duration.ofMillis(300)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Time ran out writing");
        }
    }
}
