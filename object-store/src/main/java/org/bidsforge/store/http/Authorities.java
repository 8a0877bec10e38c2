// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The certificate authorities of a PEM file, trusted instead of the system's; read when they are first needed. */
public final class Authorities {
    private final Path file;
    private @Nullable SSLContext context;

    public Authorities(Path file) {
        this.file = file;
    }

    /** For connections to servers that one of them has signed for. */
    public synchronized SSLContext context() throws IOException {
        SSLContext made = context;
        if (made == null) {
            made = make();
            context = made;
        }
        return made;
    }

    private SSLContext make() throws IOException {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("authority-" + number++, certificate);
            }
            if (number == 0) {
                throw new IOException("there is no certificate in " + file);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext trusting = SSLContext.getInstance("TLS");
            trusting.init(null, trust.getTrustManagers(), null);
            return trusting;
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot trust the certificates of " + file + ": " + e.getMessage(), e);
        }
    }
}
