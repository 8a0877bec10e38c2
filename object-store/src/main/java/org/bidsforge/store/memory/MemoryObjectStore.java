// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.memory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.bidsforge.store.CheckedContent;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectName;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoredObject;

/** Objects as byte arrays; gone with the process. An object is under 2 GiB. */
public final class MemoryObjectStore implements ObjectStore {
    /** What {@code memory:NAME} means: parts of one process that are configured alike meet in one store. */
    private static final Map<String, MemoryObjectStore> BY_NAME = new ConcurrentHashMap<>();

    private final ConcurrentNavigableMap<String, Held> objects = new ConcurrentSkipListMap<>();

    private static final class Held {
        private final byte[] bytes;
        private final String md5;

        private Held(byte[] bytes, String md5) {
            this.bytes = bytes;
            this.md5 = md5;
        }

        private StoredObject as(String name) {
            return new StoredObject(name, bytes.length, Optional.of(md5), Optional.of(md5), Optional.empty());
        }
    }

    /** The store of that name in this process. */
    public static MemoryObjectStore named(String name) {
        return BY_NAME.computeIfAbsent(name, absent -> new MemoryObjectStore());
    }

    @Override
    public void put(String name, ObjectContent content) throws IOException {
        ObjectName.require(name);
        try (CheckedContent bytes = new CheckedContent(name, content)) {
            byte[] all = bytes.readAllBytes();
            objects.put(name, new Held(all, bytes.verify()));
        }
    }

    @Override
    public Optional<StoredObject> find(String name) {
        return Optional.ofNullable(objects.get(ObjectName.require(name))).map(held -> held.as(name));
    }

    @Override
    public InputStream read(String name, long offset) throws StoreException {
        Held held = objects.get(ObjectName.require(name));
        if (held == null) {
            throw new StoreException(StoreException.Kind.MISSING, "read", name, "there is no such object");
        }
        if (offset < 0 || offset > held.bytes.length) {
            throw new StoreException(
                    StoreException.Kind.PERMANENT,
                    "read",
                    name,
                    "offset " + offset + " is not within its " + held.bytes.length + " bytes");
        }
        return new ByteArrayInputStream(held.bytes, (int) offset, held.bytes.length - (int) offset);
    }

    @Override
    public void delete(String name) {
        objects.remove(ObjectName.require(name));
    }

    @Override
    public void copy(String from, String to) throws StoreException {
        Held held = objects.get(ObjectName.require(from));
        if (held == null) {
            throw new StoreException(StoreException.Kind.MISSING, "copy", from, "there is no such object");
        }
        objects.put(ObjectName.require(to), held);
    }

    @Override
    public void list(String prefix, Consumer<StoredObject> consumer) {
        for (Map.Entry<String, Held> object : objects.tailMap(prefix).entrySet()) {
            if (!object.getKey().startsWith(prefix)) {
                return;
            }
            consumer.accept(object.getValue().as(object.getKey()));
        }
    }
}
