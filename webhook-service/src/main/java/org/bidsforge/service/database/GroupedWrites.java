// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.database;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One writer thread for a file database: the changes that arrive while a commit is being synced to
 * the disk share the next one, so many hooks cost one fsync. Each change has its own savepoint; one
 * that fails takes nothing else with it.
 */
final class GroupedWrites implements Writes {
    private static final int LARGEST_GROUP = 256;

    private final Connection connection;
    private final LinkedBlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
    private final Thread writer;
    private boolean closed;

    GroupedWrites(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        this.writer = new Thread(this::run, "database-writer");
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public <T> T apply(Query<T> change) throws IOException {
        try {
            return enqueue(change).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("writing to the database: interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unexpected) {
                throw unexpected;
            }
            throw new IOException("writing to the database: " + e.getMessage(), e);
        }
    }

    private <T> CompletableFuture<T> enqueue(Query<T> change) throws IOException {
        Pending<T> pending = new Pending<>(change);
        synchronized (queue) {
            if (closed) {
                throw new IOException("writing to the database: it is closed");
            }
            queue.add(pending);
        }
        return pending.done;
    }

    @Override
    public void close() {
        writer.interrupt();
        try {
            writer.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<Pending<?>> group = new ArrayList<>();
                group.add(queue.take());
                queue.drainTo(group, LARGEST_GROUP - 1);
                commit(group);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            finish();
        }
    }

    /** What was accepted before the close is still written. */
    private void finish() {
        List<Pending<?>> group = new ArrayList<>();
        synchronized (queue) {
            closed = true;
            queue.drainTo(group);
        }
        if (!group.isEmpty()) {
            commit(group);
        }
    }

    private void commit(List<Pending<?>> group) {
        try {
            for (Pending<?> pending : group) {
                pending.run(connection);
            }
            connection.commit();
            group.forEach(Pending::finish);
        } catch (SQLException e) {
            group.forEach(pending -> pending.done.completeExceptionally(e));
            rollback(e);
        }
    }

    private void rollback(SQLException cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static final class Pending<T> {
        private final Query<T> change;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private final List<T> result = new ArrayList<>(1);

        Pending(Query<T> change) {
            this.change = change;
        }

        void run(Connection connection) throws SQLException {
            Savepoint before = connection.setSavepoint();
            try {
                result.add(change.on(connection));
            } catch (SQLException | RuntimeException e) {
                connection.rollback(before);
                done.completeExceptionally(e);
            }
            connection.releaseSavepoint(before);
        }

        void finish() {
            if (!done.isDone()) {
                done.complete(result.get(0));
            }
        }
    }
}
