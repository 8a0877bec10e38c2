// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A late network: java DelayProxy.java TARGET-PORT MILLISECONDS-EACH-WAY [LOSS]; prints its own port. LOSS is the part of
 * packets that get lost, such as 0.0001, which limits how much one connection can carry.
 */
final class DelayProxy {
    /** Bytes and when they are due; none at the end. */
    private record Chunk(byte[] bytes, long due) {}

    private DelayProxy() {}

    /**
     * Nanoseconds that one connection needs for a byte: by Mathis et al. (1997), "The Macroscopic Behavior of the TCP
     * Congestion Avoidance Algorithm", it carries 1.22 packets of 1460 bytes in each round trip, by the root of the loss.
     */
    private static double nanosPerByte(long delay, double loss) {
        return 2 * delay * Math.sqrt(loss) / (1.22 * 1460);
    }

    public static void main(String[] args) throws IOException {
        int target = Integer.parseInt(args[0]);
        long delay = Long.parseLong(args[1]) * 1_000_000;
        double nanosPerByte = args.length > 2 ? nanosPerByte(delay, Double.parseDouble(args[2])) : 0;
        try (ServerSocket listener = new ServerSocket(0, 500, InetAddress.getLoopbackAddress())) {
            System.out.println(listener.getLocalPort());
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                pump(client, server, delay, nanosPerByte);
                pump(server, client, delay, nanosPerByte);
            }
        }
    }

    private static void pump(Socket from, Socket to, long delay, double nanosPerByte) {
        // 64 chunks of 256 KiB are 16 MiB under way, which 10 ms hold at 12 Gbit/s.
        BlockingQueue<Chunk> line = new ArrayBlockingQueue<>(64);
        daemon(() -> read(from, line, delay, nanosPerByte));
        daemon(() -> write(to, line));
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    private static void read(Socket from, BlockingQueue<Chunk> line, long delay, double nanosPerByte) {
        byte[] buffer = new byte[nanosPerByte > 0 ? 1 << 15 : 1 << 18];
        long free = System.nanoTime();
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                long now = System.nanoTime();
                free = Math.max(free, now) + (long) (read * nanosPerByte);
                line.put(new Chunk(Arrays.copyOf(buffer, read), free + delay));
                await(free);
            }
            line.put(new Chunk(new byte[0], System.nanoTime() + delay));
        } catch (IOException e) {
            line.clear();
            line.offer(new Chunk(new byte[0], System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(long time) throws InterruptedException {
        long early = time - System.nanoTime();
        if (early > 0) {
            Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
        }
    }

    private static void write(Socket to, BlockingQueue<Chunk> line) {
        try {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = line.take(); chunk.bytes().length > 0; chunk = line.take()) {
                await(chunk.due());
                out.write(chunk.bytes());
            }
            to.shutdownOutput();
        } catch (IOException e) {
            try {
                to.close();
            } catch (IOException closed) {
                // As wanted.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
