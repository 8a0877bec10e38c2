// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.ObjectStoreContract;
import org.bidsforge.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryObjectStoreTest extends ObjectStoreContract {
    @TempDir
    private Path root;

    @Override
    protected ObjectStore store() {
        return new DirectoryObjectStore(root);
    }

    private static ObjectContent bytes(String text) {
        return ObjectContent.ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void saysNothingAboutAMissingFolder() {
        ObjectStore store = new DirectoryObjectStore(root.resolve("not-mounted"));

        for (StoreException e : List.of(
                catchThrowableOfType(StoreException.class, () -> store.find("a")),
                catchThrowableOfType(StoreException.class, () -> store.read("a", 0)),
                catchThrowableOfType(StoreException.class, () -> store.delete("a")),
                catchThrowableOfType(StoreException.class, () -> store.put("a", bytes("x"))),
                catchThrowableOfType(StoreException.class, () -> store.list("", object -> {})))) {
            assertThat(e.kind()).isEqualTo(StoreException.Kind.PERMANENT);
            assertThat(e).hasMessageContaining("not-mounted");
        }
    }

    @Test
    void leavesNoTemporaryFileBehind() throws IOException {
        ObjectStore store = store();
        store.put("lab/object", bytes("good"));
        ObjectContent longer = ObjectContent.of(3, () -> new ByteArrayInputStream(new byte[4]));

        assertThatThrownBy(() -> store.put("lab/bad", longer)).isInstanceOf(StoreException.class);
        assertThat(files()).containsExactly("lab.d/object");
    }

    @Test
    void removesWhatAKilledWriterLeftLongAgo() throws IOException {
        ObjectStore store = store();
        store.put("first", bytes("x"));
        Path old = Files.createFile(root.resolve(".d").resolve("old"));
        Path recent = Files.createFile(root.resolve(".d").resolve("recent"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        store.put("second", bytes("x"));

        assertThat(old).doesNotExist();
        assertThat(recent).exists();
    }

    @Test
    void anOpenStreamKeepsTheOldContent() throws IOException {
        ObjectStore store = store();
        store.put("object", bytes("old"));

        try (InputStream in = store.read("object", 0)) {
            store.put("object", bytes("new content"));
            store.delete("object");

            assertThat(in.readAllBytes()).asString().isEqualTo("old");
        }
    }

    @Test
    void listsFilesThatSomebodyCopiedInAndIgnoresForeignFolders() throws IOException {
        ObjectStore store = store();
        Files.createDirectory(root.resolve("lost+found"));
        Files.writeString(root.resolve("lost+found").resolve("file"), "x");
        Files.writeString(root.resolve("key"), "content");

        List<String> names = new ArrayList<>();
        store.list("", object -> names.add(object.name()));

        assertThat(names).containsExactly("key");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .toList();
        }
    }
}
