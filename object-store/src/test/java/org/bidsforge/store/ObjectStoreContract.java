// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.bidsforge.store.StoreException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does. A subclass overrides a test only where its store honestly differs, and says why. */
public abstract class ObjectStoreContract extends ObjectNamesContract {
    @Test
    void givesBackWhatWasPut() throws IOException {
        ObjectStore store = store();

        store.put("folder/object", text("content"));

        assertThat(content(store, "folder/object")).isEqualTo("content");
        assertThat(store.find("folder/object").orElseThrow().size()).isEqualTo(7);
        assertThat(store.find("folder/object").orElseThrow().name()).isEqualTo("folder/object");
    }

    @Test
    void findsNothingUnderAnUnusedName() throws IOException {
        ObjectStore store = store();
        store.put("folder/object", text("content"));

        assertThat(store.find("folder/other")).isEmpty();
        assertThat(store.find("folder")).isEmpty();
        assertThat(store.find("folder/object2")).isEmpty();
    }

    @Test
    void readsFromAnOffset() throws IOException {
        ObjectStore store = store();
        store.put("object", text("0123456789"));

        try (InputStream in = store.read("object", 7)) {
            assertThat(in.readAllBytes()).isEqualTo("789".getBytes(UTF_8));
        }
    }

    @Test
    void readsNothingAtTheEnd() throws IOException {
        ObjectStore store = store();
        store.put("object", text("0123456789"));

        try (InputStream in = store.read("object", 10)) {
            assertThat(in.readAllBytes()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 11, Long.MAX_VALUE})
    void refusesAnOffsetOutsideTheContent(long offset) throws IOException {
        ObjectStore store = store();
        store.put("object", text("0123456789"));

        assertThat(catchThrowableOfType(StoreException.class, () -> store.read("object", offset))
                        .kind())
                .isEqualTo(Kind.PERMANENT);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 5})
    void readOfAMissingObjectSaysSo(long offset) throws IOException {
        ObjectStore store = store();

        StoreException missing = catchThrowableOfType(StoreException.class, () -> store.read("no/object", offset));

        assertThat(missing.kind()).isEqualTo(Kind.MISSING);
        assertThat(missing.action()).isEqualTo("read");
        assertThat(missing.name()).isEqualTo("no/object");
    }

    @Test
    void storesEmptyContent() throws IOException {
        ObjectStore store = store();

        store.put("empty", text(""));

        assertThat(store.find("empty").orElseThrow().size()).isZero();
        assertThat(content(store, "empty")).isEmpty();
    }

    @Test
    void replacesWhatWasThere() throws IOException {
        ObjectStore store = store();
        store.put("object", text("first, long"));

        store.put("object", text("second"));

        assertThat(content(store, "object")).isEqualTo("second");
    }

    @Test
    void deletesAndForgivesRepetition() throws IOException {
        ObjectStore store = store();
        store.put("object", text("content"));

        store.delete("object");
        store.delete("object");

        assertThat(store.find("object")).isEmpty();
        assertThat(names(store, "")).isEmpty();
    }

    @Test
    void checksStatedDigests() throws IOException {
        ObjectStore store = store();

        store.put(
                "object",
                text("hello")
                        .withMd5("5d41402abc4b2a76b9719d911017c592")
                        .withSha256("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));

        assertThat(content(store, "object")).isEqualTo("hello");
    }

    @Test
    void tellsHowMuchWasSent() throws IOException {
        AtomicLong sent = new AtomicLong();

        store().put("object", ObjectContent.ofBytes(new byte[300_000]).withProgress(sent::addAndGet));

        assertThat(sent).hasValue(300_000);
    }

    static List<ObjectContent> contentsUnlikeTheirDescription() {
        byte[] bytes = "0123456789".getBytes(UTF_8);
        return List.of(
                ObjectContent.ofBytes(bytes).withMd5("5d41402abc4b2a76b9719d911017c592"),
                ObjectContent.ofBytes(bytes)
                        .withSha256("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"),
                ObjectContent.of(9, () -> new ByteArrayInputStream(bytes)),
                ObjectContent.of(0, () -> new ByteArrayInputStream(bytes)),
                ObjectContent.of(11, () -> new ByteArrayInputStream(bytes)));
    }

    @ParameterizedTest
    @MethodSource("contentsUnlikeTheirDescription")
    void refusesContentUnlikeItsDescription(ObjectContent content) throws IOException {
        ObjectStore store = store();
        store.put("object", text("before"));

        assertThat(catchThrowableOfType(StoreException.class, () -> store.put("object", content))
                        .kind())
                .isEqualTo(Kind.PERMANENT);
        assertThatThrownBy(() -> store.put("other", content)).isInstanceOf(StoreException.class);

        assertThat(content(store, "object")).isEqualTo("before");
        assertThat(names(store, "")).containsExactly("object");
    }

    @Test
    void passesOnWhatTheContentThrows() throws IOException {
        ObjectStore store = store();
        IOException vanished = new IOException("the file vanished");
        ObjectContent content = ObjectContent.of(5, () -> {
            throw vanished;
        });

        assertThatThrownBy(() -> store.put("object", content)).isSameAs(vanished);
        assertThat(store.find("object")).isEmpty();
    }

    @Test
    void copiesAnObjectOverAnother() throws IOException {
        ObjectStore store = store();
        store.put("from here", text("content"));
        store.put("to/there", text("something longer"));

        store.copy("from here", "to/there");
        store.copy("from here", "to/there");

        assertThat(content(store, "from here")).isEqualTo("content");
        assertThat(content(store, "to/there")).isEqualTo("content");
    }

    @Test
    void copyOfAMissingObjectSaysSo() throws IOException {
        ObjectStore store = store();
        store.put("to", text("before"));

        assertThat(catchThrowableOfType(StoreException.class, () -> store.copy("from", "to"))
                        .kind())
                .isEqualTo(Kind.MISSING);
        assertThat(catchThrowableOfType(StoreException.class, () -> store.copy("from", "from"))
                        .kind())
                .isEqualTo(Kind.MISSING);
        assertThat(content(store, "to")).isEqualTo("before");
    }

    @Test
    void copyOntoItselfChangesNothing() throws IOException {
        ObjectStore store = store();
        store.put("object", text("content"));

        store.copy("object", "object");

        assertThat(content(store, "object")).isEqualTo("content");
    }

    @Test
    void takesLabels() throws IOException {
        ObjectStore store = store();
        Labels labels = new Labels(Map.of("subject", "sub-01"), Map.of("study", "pain + touch"));

        store.put("object", text("content").withLabels(labels));

        assertThat(content(store, "object")).isEqualTo("content");
    }

    @Test
    void listsWhatBeginsWithThePrefix() throws IOException {
        ObjectStore store = store();
        for (String name : List.of("lab/one/x", "lab/one/y", "lab/only", "lab2/z", "other")) {
            store.put(name, text(name));
        }

        assertThat(names(store, "")).hasSize(5);
        assertThat(names(store, "lab/on")).containsExactly("lab/one/x", "lab/one/y", "lab/only");
        assertThat(names(store, "lab/one/")).containsExactly("lab/one/x", "lab/one/y");
        assertThat(names(store, "lab")).hasSize(4);
        assertThat(names(store, "nothing/at/all")).isEmpty();
        assertThat(names(store, "../")).isEmpty();
    }

    @Test
    void listsSizes() throws IOException {
        ObjectStore store = store();
        store.put("object", text("12345"));

        List<Long> sizes = new ArrayList<>();
        store.list("", object -> sizes.add(object.size()));

        assertThat(sizes).containsExactly(5L);
    }

    @Test
    void endsAListingWithTheConsumersException() throws IOException {
        ObjectStore store = store();
        store.put("object", text("12345"));
        IllegalStateException enough = new IllegalStateException("enough");

        assertThatThrownBy(() -> store.list("", object -> {
                    throw enough;
                }))
                .isSameAs(enough);
    }

    @Test
    void oneOfManyWritersWinsAsAWhole() throws Exception {
        ObjectStore store = store();
        int writers = 8;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            byte[] bytes = new byte[200_000 + i];
            Arrays.fill(bytes, (byte) ('a' + i));
            done.add(threads.submit(() -> {
                start.await();
                store.put("object", ObjectContent.ofBytes(bytes));
                return null;
            }));
        }

        start.countDown();
        for (Future<?> writer : done) {
            writer.get();
        }
        threads.shutdown();

        String winner = content(store, "object");
        assertThat(winner).hasSize(200_000 + winner.charAt(0) - 'a').matches("(.)\\1*");
        assertThat(names(store, "")).containsExactly("object");
    }
}
