// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GroupedWritesTest {
    @TempDir
    private Path folder;

    @Test
    void keepsTheRestOfAGroupWhenOneChangeFails() throws Exception {
        try (Database database = Databases.sqlite(folder)) {
            ExecutorService callers = Executors.newFixedThreadPool(8);
            List<Future<Integer>> changes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String kind = "kind " + i % 100;
                changes.add(callers.submit(() -> database.write(insert(kind)::change)));
            }

            int failed = 0;
            for (Future<Integer> change : changes) {
                try {
                    change.get();
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(IOException.class);
                    failed++;
                }
            }
            callers.shutdown();

            assertThat(failed).isEqualTo(100);
            assertThat(database.read(Sql.of("SELECT COUNT(*) FROM incident")::number))
                    .isEqualTo(100);
        }
    }

    @Test
    void undoesTheWholeOfAChangeThatFailsHalfWay() throws Exception {
        try (Database database = Databases.sqlite(folder)) {
            assertThatThrownBy(() -> database.write(connection -> {
                        insert("first").change(connection);
                        throw new SQLException("no more");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no more");

            assertThat(database.read(Sql.of("SELECT COUNT(*) FROM incident")::number))
                    .isZero();
        }
    }

    @Test
    void survivesTheProcess() throws Exception {
        try (Database database = Databases.sqlite(folder)) {
            database.write(insert("kept")::change);
        }

        try (Database database = Databases.sqlite(folder)) {
            assertThat(database.read(Sql.of("SELECT COUNT(*) FROM incident")::number))
                    .isEqualTo(1);
        }
    }

    @Test
    void refusesWritesAfterItWasClosed() throws Exception {
        Database database = Databases.sqlite(folder);
        database.close();

        assertThatThrownBy(() -> database.write(insert("late")::change)).hasMessageContaining("closed");
    }

    @Test
    void syncsEachCommitToTheDisk() throws Exception {
        try (Database database = Databases.sqlite(folder)) {
            assertThat(database.read(Sql.of("PRAGMA synchronous")::number)).isEqualTo(2);
            assertThat(database.write(Sql.of("PRAGMA synchronous")::number)).isEqualTo(2);
        }
    }

    private static Sql insert(String kind) {
        return Sql.of(
                "INSERT INTO incident (source, kind, message, times, first_at, last_at) VALUES (?, ?, ?, 1, 0, 0)",
                "test",
                kind,
                "message");
    }
}
