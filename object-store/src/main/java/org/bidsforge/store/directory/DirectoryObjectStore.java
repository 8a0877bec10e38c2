// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectName;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;
import org.bidsforge.store.StoredObject;

/**
 * Objects as files below one folder, which must exist: a missing one is an error of every call, because it may be a
 * disk that is not mounted, and then nothing may be said about what it holds. {@link FileNames} says how names become
 * paths, {@link IncomingFile} how content gets there.
 */
public final class DirectoryObjectStore implements ObjectStore {
    private final Path root;

    public DirectoryObjectStore(Path root) {
        if (!root.isAbsolute()) {
            throw new IllegalArgumentException("the folder of a store must be an absolute path: " + root);
        }
        this.root = root.normalize();
    }

    @Override
    public void put(String name, ObjectContent content) throws IOException {
        Path target = FileNames.path(root, name);
        requireRoot("put", name);
        try (IncomingFile incoming = IncomingFile.create(root, name)) {
            incoming.write(content);
            incoming.publish(target);
        }
    }

    @Override
    public Optional<StoredObject> find(String name) throws StoreException {
        Path file = FileNames.path(root, name);
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(object(name, attributes));
        } catch (NoSuchFileException e) {
            requireRoot("find", name);
            return Optional.empty();
        } catch (IOException e) {
            throw failure("find", name, e);
        }
    }

    private static StoredObject object(String name, BasicFileAttributes attributes) {
        String etag = attributes.lastModifiedTime().toInstant() + "-" + attributes.fileKey();
        return new StoredObject(name, attributes.size(), Optional.of(etag), Optional.empty(), Optional.empty());
    }

    @Override
    public InputStream read(String name, long offset) throws StoreException {
        Path file = FileNames.path(root, name);
        SeekableByteChannel channel;
        try {
            channel = Files.newByteChannel(file);
        } catch (NoSuchFileException e) {
            requireRoot("read", name);
            throw new StoreException(Kind.MISSING, "read", name, "there is no such object", e);
        } catch (IOException e) {
            throw failure("read", name, e);
        }
        try {
            long size = channel.size();
            if (offset < 0 || offset > size) {
                channel.close();
                throw new StoreException(
                        Kind.PERMANENT, "read", name, "offset " + offset + " is not within its " + size + " bytes");
            }
            return Channels.newInputStream(channel.position(offset));
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw failure("read", name, e);
        }
    }

    @Override
    public void delete(String name) throws StoreException {
        Path file = FileNames.path(root, name);
        requireRoot("delete", name);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failure("delete", name, e);
        }
    }

    /** The content is copied, not linked: a later damage to one file must not reach the other. */
    @Override
    public void copy(String from, String to) throws StoreException {
        Path source = FileNames.path(root, from);
        FileNames.path(root, to);
        if (from.equals(to) && Files.isRegularFile(source)) {
            return;
        }
        try {
            put(to, ObjectContent.ofFile(source));
        } catch (NoSuchFileException e) {
            requireRoot("copy", from);
            throw new StoreException(Kind.MISSING, "copy", from, "there is no such object", e);
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw failure("copy", from, e);
        }
    }

    @Override
    public void list(String prefix, Consumer<StoredObject> consumer) throws StoreException {
        requireRoot("list", prefix);
        if (ObjectName.isLegalPrefix(prefix)) {
            int start = prefix.lastIndexOf('/') + 1;
            String path = prefix.substring(0, start);
            list(FileNames.path(root, path + "x").resolveSibling(""), path, prefix.substring(start), consumer);
        }
    }

    /** Lists what begins with {@code start} in the folder, whose objects' names begin with {@code path}. */
    private void list(Path folder, String path, String start, Consumer<StoredObject> consumer) throws StoreException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String fileName = String.valueOf(entry.getFileName());
                if (FileNames.isFolder(fileName)) {
                    String segment = FileNames.segmentOfFolder(fileName);
                    if (segment.startsWith(start)) {
                        list(entry, path + segment + "/", "", consumer);
                    }
                } else if (FileNames.segmentOfFile(fileName).startsWith(start)) {
                    hand(entry, path + FileNames.segmentOfFile(fileName), consumer);
                }
            }
        } catch (NoSuchFileException e) {
            requireRoot("list", path);
        } catch (DirectoryIteratorException e) {
            throw failure("list", path, Objects.requireNonNull(e.getCause()));
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw failure("list", path, e);
        }
    }

    private static void hand(Path file, String name, Consumer<StoredObject> consumer) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException deletedMeanwhile) {
            return;
        }
        if (attributes.isRegularFile()) {
            consumer.accept(object(name, attributes));
        }
    }

    private void requireRoot(String action, String name) throws StoreException {
        if (!Files.isDirectory(root)) {
            throw new StoreException(
                    Kind.PERMANENT, action, name, "the folder of the store does not exist (not mounted?): " + root);
        }
    }

    static StoreException failure(String action, String name, IOException cause) {
        Kind kind = cause instanceof AccessDeniedException ? Kind.DENIED : Kind.TRANSIENT;
        return new StoreException(kind, action, name, String.valueOf(cause), cause);
    }
}
