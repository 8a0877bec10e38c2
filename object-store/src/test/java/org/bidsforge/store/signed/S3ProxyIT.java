// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bidsforge.core.config.Secret;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.peer.S3ProxyServer;
import org.bidsforge.store.peer.S3Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of our own on a real S3Proxy. */
class S3ProxyIT extends FolderServerContract {
    @TempDir
    private static Path folder;

    private static S3ProxyServer s3proxy;

    @BeforeAll
    static void startServer() throws Exception {
        s3proxy = S3ProxyServer.start(folder);
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (s3proxy != null) {
            s3proxy.stop();
        }
    }

    @Override
    protected S3Server server() {
        return s3proxy;
    }

    /** It keeps an object in a file, and writes another beside it whose name is longer. */
    @Override
    @Test
    protected void takesTheLongestNames() throws IOException {
        assertThatThrownBy(super::takesTheLongestNames).isInstanceOf(StoreException.class);
    }

    /** To delete from no bucket is fine there; what is said of content matters more. */
    @Override
    @Test
    protected void saysNothingAboutAMissingBucket() {
        ObjectStore store = open("no-such-bucket");

        assertThatThrownBy(() -> store.find("a")).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.read("a", 0)).isInstanceOf(StoreException.class);
    }

    /** It tells anybody what is absent, but gives nobody else what is there. */
    @Override
    @ParameterizedTest
    @ValueSource(strings = {"", "somebody"})
    protected void saysNothingToWrongCredentials(String user) throws Exception {
        String bucket = newBucket();
        open(bucket).put("a", ObjectContent.ofBytes(new byte[1]));
        StoreCredentials wrong =
                new StoreCredentials(user, new Secret("wrong"), Optional.empty(), StoreCredentials.DEFAULT_REGION);
        ObjectStore store = open(server().location(bucket), wrong);

        assertThatThrownBy(() -> store.find("a")).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.read("a", 0)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.put("a", ObjectContent.ofBytes(new byte[1])))
                .isInstanceOf(StoreException.class);
    }
}
