// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Databases for tests. */
public final class Databases {
    private Databases() {}

    public static Database sqlite(Path folder) throws IOException {
        return Database.open(location(folder));
    }

    public static DatabaseLocation location(Path folder) {
        return new DatabaseLocation("jdbc:sqlite:" + folder.resolve("service.db"), "", Optional.empty());
    }
}
