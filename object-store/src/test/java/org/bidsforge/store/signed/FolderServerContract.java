// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreException;
import org.junit.jupiter.api.Test;

/** The same on servers whose names are paths of a file system, where nothing is a file and a folder. */
abstract class FolderServerContract extends SignedStoreContract {
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
