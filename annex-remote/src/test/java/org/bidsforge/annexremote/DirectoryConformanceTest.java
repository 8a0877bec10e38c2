// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class DirectoryConformanceTest extends ConformanceContract {
    @TempDir
    private Path store;

    @Override
    Map<String, String> settings() {
        return Map.of("url", store.toUri().toString().replaceFirst("/$", ""), "prefix", "lab/");
    }

    @Override
    List<String> login() {
        return List.of();
    }
}
