// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreCredentials;
import org.bidsforge.store.StoreLocation;
import org.junit.jupiter.api.io.TempDir;

class DirectoryRemoteIT extends SpecialRemoteContract {
    @TempDir
    private Path disk;

    @Override
    List<String> store() {
        return List.of("url=" + disk.resolve("store").toUri());
    }

    @Override
    Map<String, String> environment() {
        return Map.of();
    }

    @Override
    ObjectStore objects() {
        return new StoreLocation.Directory(disk.resolve("store")).open(StoreCredentials.anonymous());
    }
}
