// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.memory.MemoryObjectStore;
import org.junit.jupiter.api.Test;

class AbsentNamesTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ObjectStore store = new MemoryObjectStore();
    private final AbsentNames names = new AbsentNames("lab/", nanos::get);

    private void send(String name) throws IOException {
        names.asked(name);
        names.sending(name);
        store.put(name, ObjectContent.ofBytes(new byte[1]));
        names.sent(name);
    }

    private void upload(int files) throws IOException {
        for (int i = 0; i < files; i++) {
            send("lab/" + i);
        }
    }

    @Test
    void knowsNothingBeforeSomeRounds() throws IOException {
        upload(7);

        assertThat(names.has("lab/other", store)).isFalse();
    }

    @Test
    void knowsWhatIsAbsentDuringAnUpload() throws IOException {
        store.put("lab/there", ObjectContent.ofBytes(new byte[1]));
        upload(8);

        assertThat(names.has("lab/other", store)).isTrue();
        assertThat(names.has("lab/there", store)).isFalse();
        assertThat(names.has("lab/3", store)).isFalse();
        assertThat(names.has("other/other", store)).isFalse();
    }

    @Test
    void claimsNothingOfWhatItHasSent() throws IOException {
        upload(8);
        assertThat(names.has("lab/new", store)).isTrue();

        send("lab/new");

        assertThat(names.has("lab/new", store)).isFalse();
    }

    @Test
    void claimsNothingOfWhatIsUnderwayDuringAListing() throws IOException {
        upload(8);
        names.sending("lab/slow");
        assertThat(names.has("lab/other", store)).isTrue();
        names.sent("lab/slow");

        assertThat(names.has("lab/slow", store)).isFalse();
    }

    @Test
    void countsNoQuestionsThatAreNotFollowedByAnUpload() {
        for (int i = 0; i < 100; i++) {
            names.asked("lab/" + i);
        }

        assertThat(names.has("lab/other", store)).isFalse();
    }

    @Test
    void listsAgainAfterAMinute() throws IOException {
        upload(8);
        assertThat(names.has("lab/late", store)).isTrue();
        store.put("lab/late", ObjectContent.ofBytes(new byte[1]));
        assertThat(names.has("lab/late", store)).isTrue();

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));

        assertThat(names.has("lab/late", store)).isFalse();
        assertThat(names.has("lab/later", store)).isTrue();
    }

    @Test
    void listsNoLargeStoreToTheEnd() throws IOException {
        for (int i = 0; i < 5100; i++) {
            store.put("lab/old " + i, ObjectContent.ofBytes(new byte[0]));
        }
        upload(8);

        assertThat(names.has("lab/other", store)).isFalse();
    }
}
