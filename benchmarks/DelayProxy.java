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

/** A late network: java DelayProxy.java TARGET-PORT MILLISECONDS-EACH-WAY; prints its own port. */
final class DelayProxy {
    /** Bytes and when they are due; none at the end. */
    private record Chunk(byte[] bytes, long due) {}

    private DelayProxy() {}

    public static void main(String[] args) throws IOException {
        int target = Integer.parseInt(args[0]);
        long delay = Long.parseLong(args[1]) * 1_000_000;
        try (ServerSocket listener = new ServerSocket(0, 500, InetAddress.getLoopbackAddress())) {
            System.out.println(listener.getLocalPort());
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                pump(client, server, delay);
                pump(server, client, delay);
            }
        }
    }

    private static void pump(Socket from, Socket to, long delay) {
        // 64 chunks of 256 KiB are 16 MiB under way, which 10 ms hold at 12 Gbit/s.
        BlockingQueue<Chunk> line = new ArrayBlockingQueue<>(64);
        daemon(() -> read(from, line, delay));
        daemon(() -> write(to, line));
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    private static void read(Socket from, BlockingQueue<Chunk> line, long delay) {
        byte[] buffer = new byte[1 << 18];
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                line.put(new Chunk(Arrays.copyOf(buffer, read), System.nanoTime() + delay));
            }
            line.put(new Chunk(new byte[0], System.nanoTime() + delay));
        } catch (IOException e) {
            line.clear();
            line.offer(new Chunk(new byte[0], System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Socket to, BlockingQueue<Chunk> line) {
        try {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = line.take(); chunk.bytes().length > 0; chunk = line.take()) {
                long early = chunk.due() - System.nanoTime();
                if (early > 0) {
                    Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
                }
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
