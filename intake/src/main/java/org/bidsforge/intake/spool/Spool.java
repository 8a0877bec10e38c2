// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The received objects, sorted by scan session (Study Instance UID). One process at a time uses a spool. What was
 * acknowledged is found again after a crash at any moment; what was not is removed.
 */
public final class Spool implements Closeable {
    private final Path incoming;
    private final Path folders;
    private final Fingerprints fingerprints;
    private final InstantSource clock;
    private final FileChannel lock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong number = new AtomicLong();
    private final Map<String, SpoolSession> sessions = new ConcurrentHashMap<>();

    /** Where an object went and what became of it. */
    public record Placed(SpoolSession session, Arrival arrival) {}

    private Spool(Path root, Fingerprints fingerprints, InstantSource clock) throws IOException {
        incoming = root.resolve("incoming");
        folders = root.resolve("sessions");
        this.fingerprints = fingerprints;
        this.clock = clock;
        Folders.createPrivate(root);
        lock = lock(root.resolve("lock"));
    }

    public static Spool open(Path root, Fingerprints fingerprints, InstantSource clock) throws IOException {
        Spool spool = new Spool(root, fingerprints, clock);
        Folders.delete(spool.incoming);
        Folders.createPrivate(spool.incoming);
        Folders.createPrivate(spool.folders);
        spool.load();
        return spool;
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("spool is used by this process already: " + file.getParent(), e);
        }
        channel.close();
        throw new IOException("spool is used by another process: " + file.getParent());
    }

    private void load() throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folders)) {
            for (Path folder : found) {
                Optional<SpoolSession> session = SpoolSession.load(folder, clock);
                if (session.isPresent()) {
                    sessions.put(session.get().study(), session.get());
                } else {
                    Folders.delete(folder);
                }
            }
        }
    }

    /** A file to receive an object into. */
    public IncomingFile receive() throws IOException {
        return new IncomingFile(incoming.resolve(number.incrementAndGet() + ".dcm.part"));
    }

    /** Makes a received object durable. It may be acknowledged when this returns and must not be when it throws. */
    public Placed store(IncomingFile file, Identity identity) throws IOException {
        file.flush();
        SpoolObject draft = new SpoolObject(
                1,
                fingerprints.instance(identity.instance()),
                fingerprints.series(identity.series()),
                fingerprints.content(file.contentDigest()),
                file.size(),
                false);
        SpoolSession session = session(fingerprints.study(identity.study()));
        return new Placed(session, session.accept(file, draft));
    }

    private SpoolSession session(String study) throws IOException {
        SpoolSession known = sessions.get(study);
        if (known != null) {
            return known;
        }
        synchronized (folders) {
            SpoolSession meanwhile = sessions.get(study);
            if (meanwhile != null) {
                return meanwhile;
            }
            Path folder = folders.resolve(randomId());
            Folders.createPrivate(folder);
            Folders.force(folders);
            SpoolSession session = SpoolSession.create(folder, study, clock);
            sessions.put(study, session);
            return session;
        }
    }

    private String randomId() {
        byte[] bytes = new byte[6];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    public List<SpoolSession> sessions() {
        return List.copyOf(sessions.values());
    }

    @Override
    public void close() throws IOException {
        for (SpoolSession session : sessions.values()) {
            session.close();
        }
        lock.close();
    }
}
