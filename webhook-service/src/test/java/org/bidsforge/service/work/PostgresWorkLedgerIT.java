// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.work;

import java.util.concurrent.atomic.AtomicInteger;
import org.bidsforge.service.database.Database;
import org.bidsforge.service.database.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class PostgresWorkLedgerIT extends WorkLedgerContract {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static PostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Override
    Database open() throws Exception {
        return Database.open(server.schema("ledger_" + SCHEMAS.incrementAndGet()));
    }
}
