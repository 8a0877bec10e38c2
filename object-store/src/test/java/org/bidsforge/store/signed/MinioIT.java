// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.peer.RunningMinio;
import org.bidsforge.store.peer.S3Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client of our own on a real MinIO. */
class MinioIT extends SignedStoreContract {
    @RegisterExtension
    private static final RunningMinio MINIO = new RunningMinio();

    @Override
    protected S3Server server() {
        return MINIO.server();
    }

    /** MinIO keeps such objects but lists only the upper one, which is why the port advises against such names. */
    @Override
    @Test
    protected void listsAlsoBelowAnotherObject() throws IOException {
        ObjectStore store = store();
        store.put("a", ObjectContent.ofBytes(new byte[1]));
        store.put("a/b", ObjectContent.ofBytes(new byte[2]));
        List<String> names = new ArrayList<>();

        store.list("a", object -> names.add(object.name()));

        assertThat(names).containsExactly("a");
    }

    @Test
    void doesNotTakeTheConsoleForAStore() {
        ObjectStore console =
                open(MINIO.server().console("bucket"), MINIO.server().owner());

        assertThatThrownBy(() -> console.put("a", ObjectContent.ofBytes(new byte[1])))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not from an S3 server");
        assertThatThrownBy(() -> console.find("a")).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> console.delete("a")).isInstanceOf(StoreException.class);
    }
}
