// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.minio.messages.RetentionMode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.bidsforge.store.Bucket;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.S3Options;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.peer.Keeper;
import org.bidsforge.store.peer.S3Server;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Buckets of a real server that keep versions, or lock them. */
abstract class KeptVersionsContract {
    private static final S3Options HIDING = S3Options.standard();
    private static final S3Options REMOVING = SignedStoreContract.REMOVING;
    private static int buckets;

    private final String bucket = "kept-" + ++buckets;
    private Keeper keeper;

    abstract S3Server server();

    @BeforeEach
    void findKeeper() {
        keeper = new Keeper(server());
    }

    private ObjectStore store(S3Options options) {
        return server().location(bucket).open(server().owner(), options);
    }

    private Bucket bucket() {
        return server().location(bucket).bucket(server().owner(), HIDING);
    }

    @Test
    void tellsAPlainBucket() throws Exception {
        keeper.makePlain(bucket);

        assertThat(bucket().versioning()).isEqualTo(Bucket.Versioning.OFF);
        assertThat(bucket().isLockable()).isFalse();
    }

    @Test
    void tellsThatVersionsAreKeptOrWere() throws Exception {
        keeper.makeVersioned(bucket);
        assertThat(bucket().versioning()).isEqualTo(Bucket.Versioning.ON);

        keeper.suspend(bucket);

        assertThat(bucket().versioning()).isEqualTo(Bucket.Versioning.SUSPENDED);
        assertThat(bucket().isLockable()).isFalse();
    }

    @Test
    void tellsThatObjectsCanBeLocked() throws Exception {
        keeper.makeLockable(bucket);

        assertThat(bucket().versioning()).isEqualTo(Bucket.Versioning.ON);
        assertThat(bucket().isLockable()).isTrue();
    }

    private static String text(ObjectStore store, String name) throws IOException {
        try (InputStream in = store.read(name, 0)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static ObjectContent content(String text) {
        return ObjectContent.ofBytes(text.getBytes(UTF_8));
    }

    @Test
    void hidesWhatIsDeletedAndCallsItAbsent() throws Exception {
        keeper.makeVersioned(bucket);
        ObjectStore store = store(HIDING);
        store.put("hidden", content("first"));

        store.delete("hidden");

        assertThat(store.find("hidden")).isEmpty();
        assertThat(keeper.versions(bucket, "hidden")).isEqualTo(2);
    }

    @Test
    void removesAllVersionsOfExactlyThatName() throws Exception {
        keeper.makeVersioned(bucket);
        ObjectStore store = store(REMOVING);
        store.put("gone", content("first"));
        store.put("gone", content("second"));
        store(HIDING).delete("gone");
        store.put("gone too", content("other"));

        store.delete("gone");
        store.delete("gone");

        assertThat(store.find("gone")).isEmpty();
        assertThat(text(store, "gone too")).isEqualTo("other");
        store.delete("gone too");
        assertThat(keeper.versions(bucket, "gone")).isZero();
    }

    @Test
    void removesWhatIsFromBeforeVersionsWereKeptAndFromAfter() throws Exception {
        keeper.makePlain(bucket);
        store(HIDING).put("object", content("before"));
        keeper.makeVersioned(bucket);
        store(HIDING).put("object", content("kept"));
        keeper.suspend(bucket);
        store(HIDING).put("object", content("after"));
        store(HIDING).delete("object");

        store(REMOVING).delete("object");

        assertThat(keeper.versions(bucket, "object")).isZero();
    }

    @Tag("long")
    @Test
    void removesMoreVersionsThanAPageHolds() throws Exception {
        keeper.makeVersioned(bucket);
        ObjectStore store = store(REMOVING);
        for (int i = 0; i < 1001; i++) {
            store.put("object", content("version " + i));
        }

        store.delete("object");

        assertThat(keeper.versions(bucket, "object")).isZero();
    }

    private void requireLocked(String name) {
        StoreException refused =
                catchThrowableOfType(StoreException.class, () -> store(REMOVING).delete(name));
        assertThat(refused.kind()).isEqualTo(StoreException.Kind.PERMANENT);
        assertThat(refused).hasMessageContaining("a lock (retention or legal hold) protects it");
    }

    @ParameterizedTest
    @EnumSource(RetentionMode.class)
    void saysThatALockIsWhyNothingIsDeleted(RetentionMode mode) throws Exception {
        keeper.makeLocked(bucket, mode);
        store(HIDING).put("kept", content("first"));
        store(HIDING).put("kept", content("second"));

        requireLocked("kept");

        assertThat(text(store(HIDING), "kept")).isEqualTo("second");
        assertThat(keeper.versions(bucket, "kept")).isEqualTo(2);
    }

    @Test
    void doesNotBringBackWhatWasHiddenWhenALockKeepsIt() throws Exception {
        keeper.makeLocked(bucket, RetentionMode.GOVERNANCE);
        store(HIDING).put("hidden", content("content"));
        store(HIDING).delete("hidden");

        requireLocked("hidden");

        assertThat(store(HIDING).find("hidden")).isEmpty();
        assertThat(keeper.versions(bucket, "hidden")).isEqualTo(2);
    }

    @Test
    void deletesWhatALockHasProtectedOnceItEnds() throws Exception {
        keeper.makeLockable(bucket);
        store(HIDING).put("object", content("content"));
        keeper.lock(bucket, "object", RetentionMode.COMPLIANCE, Keeper.SHORT);
        requireLocked("object");

        Thread.sleep(Keeper.SHORT.plus(Duration.ofSeconds(1)).toMillis());
        store(REMOVING).delete("object");

        assertThat(keeper.versions(bucket, "object")).isZero();
    }

    @Test
    void namesALegalHoldAsALockToo() throws Exception {
        keeper.makeLockable(bucket);
        store(HIDING).put("held", content("content"));
        keeper.hold(bucket, "held");

        requireLocked("held");

        assertThat(text(store(HIDING), "held")).isEqualTo("content");
    }

    @Test
    void copiesWhatIsLocked() throws Exception {
        keeper.makeLocked(bucket, RetentionMode.COMPLIANCE);
        store(REMOVING).put("from", content("content"));

        store(REMOVING).copy("from", "to");

        requireLocked("from");
        assertThat(text(store(HIDING), "from")).isEqualTo("content");
        assertThat(text(store(HIDING), "to")).isEqualTo("content");
    }
}
