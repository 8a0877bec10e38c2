// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.inbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works the inbox off: one thread finds lanes that are due, a few work on one lane each. */
public final class InboxWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InboxWorker.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(30));
    private static final int MOST_ATTEMPTS = 10;
    private static final int THREADS = 4;
    private static final long POLL_MILLISECONDS = 500;
    private static final long EXTEND_NANOSECONDS = Lanes.LEASE.dividedBy(3).toNanos();

    private final Lanes lanes;
    private final LaneHandler handler;
    private final Semaphore signal;
    private final ExecutorService workers;
    private final Thread finder;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Set<Lease> held = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final RandomGenerator random = RandomGenerator.getDefault();

    /** The signal is released by whoever puts something into the inbox. */
    public InboxWorker(Lanes lanes, LaneHandler handler, Semaphore signal) {
        this.lanes = lanes;
        this.handler = handler;
        this.signal = signal;
        this.workers = Executors.newFixedThreadPool(THREADS, task -> new Thread(task, "inbox-worker"));
        this.finder = new Thread(this::find, "inbox-finder");
    }

    public void start() {
        finder.start();
    }

    /** Takes no new lane; a look that has begun stops before its next effect and is handed back. */
    @Override
    public void close() {
        draining.set(true);
        signal.release();
        workers.shutdown();
        try {
            finder.join(TimeUnit.SECONDS.toMillis(5));
            if (!workers.awaitTermination(20, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void find() {
        long extended = System.nanoTime();
        while (!draining.get()) {
            try {
                offer();
                if (System.nanoTime() - extended > EXTEND_NANOSECONDS) {
                    extended = System.nanoTime();
                    extend();
                }
                if (signal.tryAcquire(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                    signal.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void offer() {
        try {
            for (String lane : lanes.ready()) {
                if (!draining.get() && busy.add(lane)) {
                    workers.execute(() -> work(lane));
                }
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("The worker stops");
        } catch (IOException e) {
            LOG.warn("The inbox cannot be read; trying again: {}", e.getMessage());
        }
    }

    /** A look that takes long, such as the first copy of a big repository, keeps its lease. */
    private void extend() {
        for (Lease lease : held) {
            try {
                lanes.extend(lease);
            } catch (IOException e) {
                LOG.warn("The lease of {} could not be extended: {}", lease.lane(), e.getMessage());
            }
        }
    }

    private void work(String lane) {
        try {
            Optional<Lease> lease = lanes.lease(lane);
            if (lease.isPresent()) {
                held.add(lease.get());
                try {
                    work(lease.get());
                } finally {
                    held.remove(lease.get());
                    lanes.release(lease.get());
                }
            }
        } catch (IOException e) {
            LOG.warn("Lane {} cannot be worked on; trying again: {}", lane, e.getMessage());
        } finally {
            busy.remove(lane);
            signal.release();
        }
    }

    private void work(Lease lease) throws IOException {
        List<Delivery> hints = lanes.take(lease);
        if (hints.isEmpty()) {
            return;
        }
        try {
            handler.look(lease.lane(), hints, () -> check(lease));
            lanes.done(lease);
        } catch (DrainException e) {
            lanes.retry(lease, Duration.ZERO, "handed back: the service stops");
        } catch (IOException | RuntimeException e) {
            failed(lease, hints, e);
        }
    }

    private void check(Lease lease) throws IOException {
        if (draining.get()) {
            throw new DrainException();
        }
        if (!lanes.extend(lease)) {
            throw new IOException("another replica works on " + lease.lane());
        }
    }

    private void failed(Lease lease, List<Delivery> hints, Exception cause) throws IOException {
        int attempts = hints.stream().mapToInt(Delivery::attempts).min().orElse(1);
        String reason = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        if (attempts >= MOST_ATTEMPTS) {
            LOG.error(
                    "Gave up on {} after {} attempts; the reconcile loop will look again",
                    lease.lane(),
                    attempts,
                    cause);
            lanes.dead(lease, reason);
            return;
        }
        Duration delay = BACKOFF.after(attempts, random);
        LOG.warn("Look at {} failed, again in {} ms: {}", lease.lane(), delay.toMillis(), reason);
        LOG.debug("Look at {} failed", lease.lane(), cause);
        lanes.retry(lease, delay, reason);
    }

    /** Not a failure: the work is handed back as it was. */
    private static final class DrainException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
