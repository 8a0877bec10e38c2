// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.StoredObject;

/**
 * What a key says about the content that is stored under it.
 *
 * @param repeatable whether storing it again sends the same bytes: not if git-annex encrypts, which is different each time
 * @param whole the key if its size and hash are those of the content: not for chunks, whose key describes the file they
 *     are cut from, nor for encrypted content, whose key describes nothing
 */
record KeyContent(boolean repeatable, Optional<AnnexKey> whole) {
    private static final String ENCRYPTED = "GPGHMAC";

    static KeyContent of(String key) {
        Optional<AnnexKey> whole = AnnexKey.tryParse(key)
                .filter(parsed ->
                        parsed.chunkSize().isEmpty() && parsed.chunkNumber().isEmpty());
        return new KeyContent(!key.startsWith(ENCRYPTED), whole);
    }

    OptionalLong size() {
        return whole.map(AnnexKey::size).orElse(OptionalLong.empty());
    }

    boolean fits(long bytes) {
        return size().isEmpty() || size().getAsLong() == bytes;
    }

    /** Whether the object can be this content by all that the store attests of it. */
    boolean fits(StoredObject object) {
        return fits(object.size())
                && agree(object.md5(), whole.flatMap(AnnexKey::md5))
                && agree(object.sha256(), whole.flatMap(AnnexKey::sha256));
    }

    private static boolean agree(Optional<String> attested, Optional<String> stated) {
        return attested.isEmpty() || stated.isEmpty() || attested.equals(stated);
    }

    void require(long bytes, String thing) throws IOException {
        if (!fits(bytes)) {
            throw new IOException(thing + " has " + bytes + " bytes, but the key says " + size().getAsLong());
        }
    }

    /** The file with the digests that the store must find in it, so that a damaged file is refused. */
    ObjectContent of(Path file) throws IOException {
        ObjectContent content = ObjectContent.ofFile(file).withRepeatable(repeatable);
        require(content.size(), "the file to be stored");
        Optional<String> md5 = whole.flatMap(AnnexKey::md5);
        if (md5.isPresent()) {
            return content.withMd5(md5.get());
        }
        Optional<String> sha256 = whole.flatMap(AnnexKey::sha256);
        return sha256.isPresent() ? content.withSha256(sha256.get()) : content;
    }
}
