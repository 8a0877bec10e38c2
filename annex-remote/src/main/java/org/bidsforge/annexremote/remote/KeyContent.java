// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.store.ObjectContent;

/**
 * What a key says about the content that is stored under it.
 *
 * @param whole the key if its size and hash are those of the content: not for chunks, whose key describes the file they
 *     are cut from, nor for encrypted content, whose key describes nothing
 */
record KeyContent(Optional<AnnexKey> whole) {
    static KeyContent of(String key) {
        return new KeyContent(AnnexKey.tryParse(key)
                .filter(parsed ->
                        parsed.chunkSize().isEmpty() && parsed.chunkNumber().isEmpty()));
    }

    OptionalLong size() {
        return whole.map(AnnexKey::size).orElse(OptionalLong.empty());
    }

    boolean fits(long bytes) {
        return size().isEmpty() || size().getAsLong() == bytes;
    }

    void require(long bytes, String thing) throws IOException {
        if (!fits(bytes)) {
            throw new IOException(thing + " has " + bytes + " bytes, but the key says " + size().getAsLong());
        }
    }

    /** The file with the digests that the store must find in it, so that a damaged file is refused. */
    ObjectContent of(Path file) throws IOException {
        ObjectContent content = ObjectContent.ofFile(file);
        require(content.size(), "the file to be stored");
        Optional<String> md5 = whole.flatMap(AnnexKey::md5);
        if (md5.isPresent()) {
            return content.withMd5(md5.get());
        }
        Optional<String> sha256 = whole.flatMap(AnnexKey::sha256);
        return sha256.isPresent() ? content.withSha256(sha256.get()) : content;
    }
}
