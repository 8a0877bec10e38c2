// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/** A bad network in front of a server on the loopback: late, slow, and now and then broken. */
public final class FaultProxy implements AutoCloseable {
    private static final byte[] BUSY =
            "HTTP/1.1 503 Service Unavailable\r\nx-amz-request-id: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger faults = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final Map<Integer, Long> answered = new ConcurrentHashMap<>();
    private final int target;
    private volatile IntFunction<Faults> how;
    private final Random random = new Random(42);

    /**
     * What is wrong.
     *
     * @param failing the part of requests that end in a reset or a 503, in turn
     * @param delay of everything, each way
     * @param bytesPerSecond each way of each connection
     * @param answer bytes of answers after which a connection is cut
     * @param shared whether the connections have that speed together
     */
    public record Faults(double failing, Duration delay, long bytesPerSecond, long answer, boolean shared) {
        public static final Faults NONE = new Faults(0, Duration.ZERO, Long.MAX_VALUE);

        public Faults(double failing, Duration delay, long bytesPerSecond) {
            this(failing, delay, bytesPerSecond, Long.MAX_VALUE, false);
        }

        public static Faults cutting(long answer) {
            return new Faults(0, Duration.ZERO, Long.MAX_VALUE, answer, false);
        }

        /** One line for all, no matter how many connections there are. */
        public static Faults line(long bytesPerSecond) {
            return new Faults(0, Duration.ZERO, bytesPerSecond, Long.MAX_VALUE, true);
        }
    }

    /** Bytes that are due to go on at a time; none to end. */
    private static final class Chunk {
        private final byte[] bytes;
        private final long due;

        private Chunk(byte[] bytes, long due) {
            this.bytes = bytes;
            this.due = due;
        }
    }

    public FaultProxy(int target, Faults how) throws IOException {
        this(target, connection -> how);
    }

    /**
     * Not all connections alike.
     *
     * @param how by number of connection, from 1
     */
    public FaultProxy(int target, IntFunction<Faults> how) throws IOException {
        this.target = target;
        this.how = how;
        daemon(this::accept);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                int number = connections.incrementAndGet();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                pump(number, client, server, true);
                pump(number, server, client, false);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pump(int number, Socket from, Socket to, boolean up) {
        BlockingQueue<Chunk> line = new LinkedBlockingQueue<>(256);
        daemon(() -> read(number, from, to, up, line));
        daemon(() -> write(to, line, up ? 0 : number));
    }

    private void read(int number, Socket from, Socket to, boolean up, BlockingQueue<Chunk> line) {
        try {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[65_536];
            long left = up ? Long.MAX_VALUE : how.apply(number).answer();
            while (left > 0) {
                int read = in.read(buffer);
                if (read < 0) {
                    break;
                }
                if (up && isRequest(buffer, read)) {
                    requests.incrementAndGet();
                    if (fail(how.apply(number).failing(), from, to)) {
                        return;
                    }
                }
                if (up) {
                    sent.addAndGet(read);
                }
                Faults now = how.apply(number);
                int passed = (int) Math.min(read, left);
                left -= passed;
                line.put(new Chunk(
                        Arrays.copyOf(buffer, passed),
                        System.nanoTime() + now.delay().toNanos()));
                if (now.bytesPerSecond() < Long.MAX_VALUE) {
                    synchronized (now.shared() ? listener : line) {
                        Thread.sleep(read * 1000L / now.bytesPerSecond());
                    }
                }
            }
            line.put(new Chunk(
                    new byte[0], System.nanoTime() + how.apply(number).delay().toNanos()));
            if (left <= 0) {
                cut(from);
            }
        } catch (IOException cut) {
            cut(from, to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isRequest(byte[] buffer, int length) {
        String start = new String(buffer, 0, Math.min(length, 8), StandardCharsets.US_ASCII);
        return start.startsWith("GET ")
                || start.startsWith("PUT ")
                || start.startsWith("HEAD ")
                || start.startsWith("POST ")
                || start.startsWith("DELETE ");
    }

    private boolean fail(double part, Socket client, Socket server) throws IOException {
        boolean failing;
        synchronized (random) {
            failing = random.nextDouble() < part;
        }
        if (!failing) {
            return false;
        }
        if (faults.incrementAndGet() % 2 == 0) {
            client.getOutputStream().write(BUSY);
        } else {
            client.setSoLinger(true, 0);
        }
        cut(client, server);
        return true;
    }

    private void write(Socket to, BlockingQueue<Chunk> line, int number) {
        try {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = line.take(); chunk.bytes.length > 0; chunk = line.take()) {
                long early = chunk.due - System.nanoTime();
                if (early > 0) {
                    Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
                }
                out.write(chunk.bytes);
                answered.merge(number, (long) chunk.bytes.length, Long::sum);
            }
            to.shutdownOutput();
        } catch (IOException cut) {
            // The other direction notices.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cut(Socket... sockets) {
        for (Socket socket : sockets) {
            open.remove(socket);
            try {
                socket.close();
            } catch (IOException alreadyClosed) {
                // As wanted.
            }
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many there were. */
    public int connections() {
        return connections.get();
    }

    public int requests() {
        return requests.get();
    }

    /** How many requests were made to fail. */
    public int faults() {
        return faults.get();
    }

    /** From now on this is wrong. */
    public void change(Faults faults) {
        how = connection -> faults;
    }

    /** Bytes that clients sent. */
    public long sent() {
        return sent.get();
    }

    /** Bytes that came over that connection, counted from 1. */
    public long answered(int connection) {
        return answered.getOrDefault(connection, 0L);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(this::cut);
    }
}
