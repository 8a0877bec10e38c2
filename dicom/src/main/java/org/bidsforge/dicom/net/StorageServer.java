// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verification and storage as a server (C-ECHO and C-STORE SCP). Every storage class is taken in any transfer syntax;
 * objects go to the handler as they arrive, and an object is answered with success only after the handler said so.
 */
public final class StorageServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StorageServer.class);
    /** Connections beyond the limit that are told so instead of being dropped. */
    private static final int REFUSALS = 8;

    private final StorageServerConfig config;
    private final StoreHandler handler;
    private final AssociationListener listener;
    private final ServerSocketChannel server;
    private final ThreadPoolExecutor pool;
    private final Thread acceptor;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger active = new AtomicInteger();

    private StorageServer(
            StorageServerConfig config,
            StoreHandler handler,
            AssociationListener listener,
            ServerSocketChannel server) {
        this.config = config;
        this.handler = handler;
        this.listener = listener;
        this.server = server;
        AtomicInteger number = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                0,
                config.maxAssociations() + REFUSALS,
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> new Thread(task, "dicom-association-" + number.incrementAndGet()));
        this.acceptor = new Thread(this::accept, "dicom-acceptor");
    }

    public static StorageServer start(StorageServerConfig config, StoreHandler handler, AssociationListener listener)
            throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(config.host(), config.port()), 128);
        } catch (IOException e) {
            channel.close();
            throw new IOException("Listening for DICOM on " + config.host() + ":" + config.port() + " failed", e);
        }
        StorageServer server = new StorageServer(config, handler, listener, channel);
        server.acceptor.start();
        return server;
    }

    /** The port it listens on, also when any free one was asked for. */
    public int port() {
        return server.socket().getLocalPort();
    }

    /** Stops listening at once and cuts the connections that are open: what is half received was not acknowledged. */
    @Override
    public void close() throws IOException {
        server.close();
        for (Connection connection : open) {
            connection.close();
        }
        shutDown(pool);
    }

    private static void shutDown(ExecutorService pool) {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                serve(server.accept());
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.warn("A connection could not be accepted", e);
                }
            }
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        String peer = String.valueOf(channel.getRemoteAddress()).replaceFirst("^.*/", "");
        Connection connection = new Connection(new TimedChannel(channel), config.transferTimeout(), config.maxPdu());
        open.add(connection);
        boolean busy = active.incrementAndGet() > config.maxAssociations();
        try {
            pool.execute(() -> serve(connection, peer, busy));
        } catch (RejectedExecutionException e) {
            active.decrementAndGet();
            open.remove(connection);
            closeQuietly(connection);
            listener.ended(
                    new AssociationEvent(AssociationEvent.Kind.REFUSED, peer, "", "Far too many associations", 0));
        }
    }

    private void serve(Connection connection, String peer, boolean busy) {
        try {
            AssociationEvent event = new ServerAssociation(config, handler, connection, peer).serve(busy);
            // Closed first, so that who hears of the end finds nothing open.
            closeQuietly(connection);
            listener.ended(event);
        } catch (RuntimeException e) {
            LOG.error("The association with {} ended by an error of this program", peer, e);
        } finally {
            active.decrementAndGet();
            open.remove(connection);
            closeQuietly(connection);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("Closing a connection failed", e);
        }
    }
}
