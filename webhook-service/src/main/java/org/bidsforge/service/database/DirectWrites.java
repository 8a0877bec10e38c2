// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A transaction of its own for each change: PostgreSQL groups the commits of concurrent sessions itself. */
final class DirectWrites implements Writes {
    private final DataSource source;

    DirectWrites(DataSource source) {
        this.source = source;
    }

    @Override
    public <T> T apply(Query<T> change) throws IOException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            return committed(connection, change);
        } catch (SQLException e) {
            throw new IOException("writing to the database: " + e.getMessage(), e);
        }
    }

    private static <T> T committed(Connection connection, Query<T> change) throws SQLException {
        try {
            T result = change.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    @Override
    public void close() {
        // The pool belongs to the database.
    }
}
