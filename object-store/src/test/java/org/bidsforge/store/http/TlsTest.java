// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.bidsforge.store.peer.OwnAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    @TempDir
    private Path folder;

    private ScriptedServer server(OwnAuthority authority) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(authority.keyStore())) {
            keys.load(in, OwnAuthority.PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, OwnAuthority.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new ScriptedServer(context.getServerSocketFactory(), (side, connection) -> {
            while (!side.hear().isEmpty()) {
                side.say(HELLO);
            }
        });
    }

    private static String get(Client client) throws IOException {
        try (Answer answer = client.send("GET", "/", new TreeMap<>(), null)) {
            return answer.text();
        }
    }

    private static URI at(ScriptedServer server) {
        return URI.create("https://127.0.0.1:" + server.port());
    }

    @Test
    void trustsTheAuthorityItIsGiven() throws Exception {
        OwnAuthority authority = OwnAuthority.make(folder, "ip:127.0.0.1");
        try (ScriptedServer server = server(authority)) {
            Client client = new Client(at(server), Optional.empty(), Optional.of(authority.certificate()));

            assertThat(get(client) + get(client)).isEqualTo("hellohello");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void trustsNoUnknownAuthority() throws Exception {
        OwnAuthority authority = OwnAuthority.make(folder, "ip:127.0.0.1");
        try (ScriptedServer server = server(authority)) {
            assertThatThrownBy(() -> get(new Client(at(server), Optional.empty(), Optional.empty())))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("PKIX path building failed");
        }
    }

    @Test
    void trustsNoCertificateOfAnotherHost() throws Exception {
        OwnAuthority authority = OwnAuthority.make(folder, "dns:other.example");
        try (ScriptedServer server = server(authority)) {
            assertThatThrownBy(
                            () -> get(new Client(at(server), Optional.empty(), Optional.of(authority.certificate()))))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void speaksTlsThroughAProxy() throws Exception {
        OwnAuthority authority = OwnAuthority.make(folder, "ip:127.0.0.1");
        try (ScriptedServer server = server(authority);
                ScriptedServer proxy = new ScriptedServer((side, connection) -> {
                    side.hear();
                    try (Socket onward = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                        side.say("HTTP/1.1 200 Connected\r\n\r\n");
                        side.join(onward);
                    }
                })) {
            Client client = new Client(at(server), Optional.of(proxy.uri()), Optional.of(authority.certificate()));

            assertThat(get(client)).isEqualTo("hello");
            assertThat(proxy.heads()).singleElement().asString().startsWith("CONNECT 127.0.0.1:" + server.port());
        }
    }

    @Test
    void saysThatAFileHoldsNoCertificate() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        try (ScriptedServer server = ScriptedServer.saying(HELLO)) {
            assertThatThrownBy(() -> get(new Client(at(server), Optional.empty(), Optional.of(empty))))
                    .hasMessageContaining("no certificate in " + empty);
        }
    }
}
