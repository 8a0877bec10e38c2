// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.annex.Backend;
import org.bidsforge.core.annex.KeyDigest;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;
import org.bidsforge.store.StoredObject;

/** The part of the store that holds the annexed content of one repository. */
public final class AnnexStore {
    private final ObjectStore store;
    private final String prefix;

    public AnnexStore(ObjectStore store, StudyName study, RepositoryKind kind) {
        this.store = store;
        this.prefix = study + "/" + kind.label() + "/";
    }

    /** The key of a file's content. */
    static AnnexKey key(Path file, Backend backend) throws IOException {
        KeyDigest digest = KeyDigest.ofPassingBytes();
        Files.copy(file, digest);
        return digest.key(backend, file.getFileName().toString());
    }

    /** Stores the file under its key, unless the store has it. */
    void put(AnnexKey key, Path file) throws IOException {
        if (!isStored(key)) {
            ObjectContent content = ObjectContent.ofFile(file);
            if (key.md5().isPresent()) {
                content = content.withMd5(key.md5().get());
            }
            if (key.sha256().isPresent()) {
                content = content.withSha256(key.sha256().get());
            }
            store.put(prefix + key.fileName(), content);
        }
    }

    private boolean isStored(AnnexKey key) throws IOException {
        Optional<StoredObject> found = store.find(prefix + key.fileName());
        boolean sized =
                found.filter(object -> object.size() == key.size().orElse(-1)).isPresent();
        Optional<String> md5 = found.flatMap(StoredObject::md5);
        return sized && (md5.isEmpty() || key.md5().isEmpty() || md5.equals(key.md5()));
    }

    /** Fetches the content into the file; refuses what is not the key's. */
    public void get(AnnexKey key, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        KeyDigest digest;
        try (InputStream in = store.read(prefix + key.fileName(), 0);
                OutputStream out = Files.newOutputStream(file)) {
            digest = new KeyDigest(out);
            in.transferTo(digest);
        }
        boolean sized = key.size().isEmpty() || key.size().getAsLong() == digest.size();
        boolean md5 = key.md5().isEmpty() || key.md5().get().equals(digest.md5Hex());
        boolean sha256 = key.sha256().isEmpty() || key.sha256().get().equals(digest.sha256Hex());
        if (!sized || !md5 || !sha256) {
            Files.delete(file);
            throw new IOException("The store's " + key + " must have the content that its name says. Run git annex fsck"
                    + " in a clone to see what else is damaged.");
        }
    }
}
