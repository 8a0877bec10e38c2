// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that nobody else has signed, and its key.
 *
 * @param certificate PEM
 * @param keyStore PKCS 12
 */
public record OwnAuthority(Path certificate, Path keyStore) {
    public static final String PASSWORD = "changeit";

    /** For a server of that name, such as {@code ip:127.0.0.1} or {@code dns:example.org}. */
    public static OwnAuthority make(Path folder, String name) throws IOException, InterruptedException {
        OwnAuthority made = new OwnAuthority(folder.resolve("authority.pem"), folder.resolve("keys.p12"));
        made.keytool("-genkeypair", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=test", "-ext", "SAN=" + name);
        made.keytool("-exportcert", "-rfc", "-file", made.certificate.toString());
        return made;
    }

    /** The key as servers want it, in PEM. */
    void writeKey(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            byte[] key = keys.getKey("test", PASSWORD.toCharArray()).getEncoded();
            String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
            Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot read " + keyStore, e);
        }
    }

    private void keytool(String command, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        words.add(command);
        words.addAll(List.of("-alias", "test", "-storetype", "PKCS12", "-storepass", PASSWORD));
        words.addAll(List.of("-keystore", keyStore.toString()));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(keyStore.resolveSibling("keytool.log").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("keytool failed: " + command);
        }
    }
}
