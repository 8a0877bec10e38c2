// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * What is to be stored: how many bytes, where they come from, and the digests (lower-case hex) that the store must find
 * in them. The source is opened again for a retry.
 *
 * @param progress is told each number of bytes that was sent, by any thread; in sum more than the size if something was
 *     sent again
 * @param repeatable whether the same bytes will come again in another process, so that a cut upload can be continued
 */
public record ObjectContent(
        long size,
        Source source,
        Optional<String> md5,
        Optional<String> sha256,
        LongConsumer progress,
        Labels labels,
        boolean repeatable) {
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Opens the bytes from the start; may be called more than once, also at the same time. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    public ObjectContent {
        if (size < 0) {
            throw new IllegalArgumentException("size must not be negative: " + size);
        }
        md5.filter(hex -> !MD5.matcher(hex).matches()).ifPresent(hex -> {
            throw new IllegalArgumentException("MD5 must be 32 lower-case hex digits: " + hex);
        });
        sha256.filter(hex -> !SHA256.matcher(hex).matches()).ifPresent(hex -> {
            throw new IllegalArgumentException("SHA-256 must be 64 lower-case hex digits: " + hex);
        });
    }

    public static ObjectContent of(long size, Source source) {
        return new ObjectContent(size, source, Optional.empty(), Optional.empty(), sent -> {}, Labels.NONE, false);
    }

    /** These bytes, with their MD5. */
    public static ObjectContent ofBytes(byte[] bytes) {
        byte[] copy = bytes.clone();
        return of(copy.length, () -> new ByteArrayInputStream(copy))
                .withMd5(Digests.hex(Digests.md5().digest(copy)));
    }

    /** The file at its present size; a file that changes while it is stored is an error of the put. */
    public static ObjectContent ofFile(Path file) throws IOException {
        ObjectContent content = of(Files.size(file), () -> Files.newInputStream(file));
        return content.withRepeatable(true);
    }

    public ObjectContent withMd5(String hex) {
        return new ObjectContent(size, source, Optional.of(hex), sha256, progress, labels, repeatable);
    }

    public ObjectContent withSha256(String hex) {
        return new ObjectContent(size, source, md5, Optional.of(hex), progress, labels, repeatable);
    }

    public ObjectContent withProgress(LongConsumer told) {
        return new ObjectContent(size, source, md5, sha256, told, labels, repeatable);
    }

    public ObjectContent withLabels(Labels given) {
        return new ObjectContent(size, source, md5, sha256, progress, given, repeatable);
    }

    /** Not so is for instance what is encrypted anew each time. */
    public ObjectContent withRepeatable(boolean given) {
        return new ObjectContent(size, source, md5, sha256, progress, labels, given);
    }

    public InputStream open() throws IOException {
        return source.open();
    }
}
