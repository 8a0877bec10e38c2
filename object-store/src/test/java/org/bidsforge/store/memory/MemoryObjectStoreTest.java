// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.ObjectStoreContract;
import org.junit.jupiter.api.Test;

class MemoryObjectStoreTest extends ObjectStoreContract {
    @Override
    protected ObjectStore store() {
        return new MemoryObjectStore();
    }

    @Test
    void meetsUnderItsName() {
        assertThat(MemoryObjectStore.named("one"))
                .isSameAs(MemoryObjectStore.named("one"))
                .isNotSameAs(MemoryObjectStore.named("two"));
    }
}
