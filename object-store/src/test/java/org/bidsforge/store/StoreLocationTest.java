// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import org.bidsforge.store.directory.DirectoryObjectStore;
import org.bidsforge.store.memory.MemoryObjectStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreLocationTest {
    @Test
    void readsABucketWithPrefix() {
        assertThat(StoreLocation.parse("s3+http://127.0.0.1:9000/bids/lab/study"))
                .isEqualTo(new StoreLocation.S3(URI.create("http://127.0.0.1:9000"), "bids", "lab/study/"))
                .hasToString("s3+http://127.0.0.1:9000/bids/lab/study/");
    }

    @Test
    void readsAWholeBucket() {
        assertThat(StoreLocation.parse("s3+https://s3.lab.org/bids"))
                .isEqualTo(new StoreLocation.S3(URI.create("https://s3.lab.org"), "bids", ""));
    }

    @Test
    void readsAFolderWithASpace() {
        assertThat(StoreLocation.parse("file:///srv/my%20store"))
                .isEqualTo(new StoreLocation.Directory(Path.of("/srv/my store")));
    }

    @Test
    void opensWhatItDescribes(@TempDir Path folder) {
        StoreCredentials none = StoreCredentials.anonymous();

        assertThat(StoreLocation.parse(folder.toUri().toString()).open(none)).isInstanceOf(DirectoryObjectStore.class);
        assertThat(StoreLocation.parse("memory:m").open(none)).isSameAs(MemoryObjectStore.named("m"));
        assertThat(StoreLocation.parse("s3+http://localhost:1/bucket").open(none))
                .isInstanceOf(RetryingObjectStore.class);
    }

    @Test
    void createsTheFolder(@TempDir Path folder) throws StoreException {
        StoreLocation location = new StoreLocation.Directory(folder.resolve("a/b"));

        location.create(StoreCredentials.anonymous());
        location.create(StoreCredentials.anonymous());

        assertThat(folder.resolve("a/b")).isDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/srv/store",
                "http://host/bucket",
                "s3+http://host",
                "s3+http://host/",
                "s3+http://host/ab",
                "s3+http://host/Bucket",
                "s3+http://host/bucket/../other",
                "s3+http://host/bucket/a//b",
                "s3+http://host/bucket?x=y",
                "s3+http:/bucket",
                "file://host/folder",
                "file:relative",
                "not a url"
            })
    void refusesOtherAddresses(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> StoreLocation.parse(url));
    }

    @Test
    void doesNotRepeatASecretOfTheAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreLocation.parse("s3+http://user:hunter2@host/bucket"))
                .withMessageNotContaining("hunter2");
    }
}
