// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.S3Options;
import org.bidsforge.store.S3StoreContract;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreLocation;
import org.bidsforge.store.peer.S3Server;
import org.bidsforge.store.peer.VersityServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client of our own on a real versitygw. */
class VersityIT extends S3StoreContract {
    @TempDir
    private static Path folder;

    private static VersityServer versity;

    @BeforeAll
    static void startServer() throws Exception {
        versity = VersityServer.start(folder);
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (versity != null) {
            versity.stop();
        }
    }

    @Override
    protected S3Server server() {
        return versity;
    }

    @Override
    protected ObjectStore open(StoreLocation.S3 location, StoreCredentials credentials) {
        return location.open(credentials, S3Options.standard());
    }

    @Override
    protected void create(StoreLocation.S3 location, StoreCredentials credentials) throws StoreException {
        location.create(credentials, S3Options.standard());
    }

    /** Names are paths of a file system there, where nothing is a file and a folder. */
    @Override
    @Test
    protected void keepsANameThatIsAlsoAFolderOfOthers() throws IOException {
        ObjectStore store = store();
        store.put("a", ObjectContent.ofBytes(new byte[1]));

        assertThatThrownBy(() -> store.put("a/b", ObjectContent.ofBytes(new byte[2])))
                .isInstanceOf(StoreException.class);
        assertThat(store.find("a")).isPresent();
    }

    @Override
    @Test
    protected void listsAlsoBelowAnotherObject() throws IOException {
        keepsANameThatIsAlsoAFolderOfOthers();
    }
}
