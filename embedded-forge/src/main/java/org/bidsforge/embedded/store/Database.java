// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The SQLite file. One connection, one user of it at a time: a small forge gains nothing from more, and every change
 * of several tables is seen whole or not at all.
 */
public final class Database implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Connection connection;
    private final List<Runnable> afterCommit = new ArrayList<>();

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** Reads one row. */
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Work on the connection. */
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    /** Opens the file, which is made and migrated as needed. */
    public static Database open(Path file) throws IOException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(10_000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:org/bidsforge/embedded/migrations")
                .loggers("slf4j")
                .load()
                .migrate();
        try {
            return new Database(source.getConnection());
        } catch (SQLException e) {
            throw new IOException("Cannot open the forge's database " + file, e);
        }
    }

    /** All rows of a query. */
    public <T> List<T> list(Row<T> row, String sql, @Nullable Object... arguments) {
        return with(sql, Statement.NO_GENERATED_KEYS, arguments, statement -> {
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row.read(result));
                }
            }
            return rows;
        });
    }

    /** The first row of a query. */
    public <T> Optional<T> first(Row<T> row, String sql, @Nullable Object... arguments) {
        return list(row, sql, arguments).stream().findFirst();
    }

    /** A number that a query counts. */
    public long count(String sql, @Nullable Object... arguments) {
        return first(row -> row.getLong(1), sql, arguments).orElse(0L);
    }

    /** Inserts a row and tells its id. */
    public long insert(String sql, @Nullable Object... arguments) {
        return with(sql, Statement.RETURN_GENERATED_KEYS, arguments, statement -> {
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                return keys.next() ? keys.getLong(1) : 0L;
            }
        });
    }

    /** Changes rows and tells how many. */
    public int update(String sql, @Nullable Object... arguments) {
        return with(sql, Statement.NO_GENERATED_KEYS, arguments, PreparedStatement::executeUpdate);
    }

    /** Runs the work as one transaction; inside another one it is a part of that. */
    public <T> T transaction(Supplier<T> work) {
        lock.lock();
        try {
            if (lock.getHoldCount() > 1) {
                return work.get();
            }
            return outermost(work);
        } finally {
            lock.unlock();
        }
    }

    /** Like {@link #transaction(Supplier)} for work without a result. */
    public void inTransaction(Runnable work) {
        transaction(() -> {
            work.run();
            return true;
        });
    }

    /** Runs when the transaction at hand is committed, at once when there is none. */
    public void afterCommit(Runnable action) {
        if (lock.isHeldByCurrentThread()) {
            afterCommit.add(action);
        } else {
            action.run();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure("close the database", e);
        } finally {
            lock.unlock();
        }
    }

    private <T> T outermost(Supplier<T> work) {
        boolean committed = false;
        List<Runnable> actions;
        try {
            connection.setAutoCommit(false);
            T result = work.get();
            connection.commit();
            committed = true;
            return result;
        } catch (SQLException e) {
            throw failure("commit", e);
        } finally {
            actions = List.copyOf(afterCommit);
            afterCommit.clear();
            leave(committed);
            if (committed) {
                actions.forEach(Runnable::run);
            }
        }
    }

    private void leave(boolean committed) {
        try {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw failure("end a transaction", e);
        }
    }

    private <T> T with(String sql, int keys, @Nullable Object[] arguments, Work<T> work) {
        lock.lock();
        try (PreparedStatement statement = connection.prepareStatement(sql, keys)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return work.on(statement);
        } catch (SQLException e) {
            throw failure(sql, e);
        } finally {
            lock.unlock();
        }
    }

    private static UncheckedIOException failure(String what, SQLException cause) {
        return new UncheckedIOException(new IOException("The forge's database failed at: " + what, cause));
    }
}
