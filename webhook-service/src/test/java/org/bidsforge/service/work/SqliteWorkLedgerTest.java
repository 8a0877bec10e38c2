// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.work;

import java.nio.file.Path;
import org.bidsforge.service.database.Database;
import org.bidsforge.service.database.Databases;
import org.junit.jupiter.api.io.TempDir;

final class SqliteWorkLedgerTest extends WorkLedgerContract {
    @TempDir
    private Path folder;

    @Override
    Database open() throws Exception {
        return Databases.sqlite(folder);
    }
}
