// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pulls;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.bidsforge.embedded.store.Attachment;
import org.bidsforge.embedded.store.Comments;
import org.bidsforge.embedded.store.Pull;

/** Files of merge requests and comments, kept under names that nobody can guess. */
public final class Attachments {
    private static final String OTHER = "application/octet-stream";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("log", "text/plain; charset=utf-8"),
            Map.entry("csv", "text/plain; charset=utf-8"),
            Map.entry("json", "text/plain; charset=utf-8"),
            Map.entry("md", "text/plain; charset=utf-8"),
            Map.entry("patch", "text/plain; charset=utf-8"),
            Map.entry("xml", "text/plain; charset=utf-8"),
            Map.entry("pdf", OTHER),
            Map.entry("zip", OTHER),
            Map.entry("gz", OTHER),
            Map.entry("tgz", OTHER));

    private final Path folder;
    private final long max;
    private final Comments comments;

    public Attachments(Path folder, long max, Comments comments) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.max = max;
        this.comments = comments;
    }

    /** Whether the extension is one that may be attached. */
    public static boolean allowed(String name) {
        return TYPES.containsKey(extension(name))
                && name.length() <= 255
                && name.chars().noneMatch(Character::isISOControl);
    }

    /** The media type to serve it as; only pictures and plain text are ever shown in place. */
    public static String mediaType(Attachment attachment) {
        return TYPES.getOrDefault(extension(attachment.name()), OTHER);
    }

    /** Keeps a file; nothing if it is too large. */
    public Optional<Attachment> add(Pull pull, OptionalLong comment, String name, InputStream content)
            throws IOException {
        String uuid = UUID.randomUUID().toString();
        Path partial = folder.resolve(uuid + ".part");
        try {
            long size = Files.copy(new Bounded(content, max + 1), partial);
            if (size > max) {
                return Optional.empty();
            }
            Files.move(partial, folder.resolve(uuid), StandardCopyOption.ATOMIC_MOVE);
            return Optional.of(comments.attach(pull, comment, uuid, name, size));
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    public void remove(Attachment attachment) throws IOException {
        comments.remove(attachment);
        Files.deleteIfExists(file(attachment));
    }

    public Path file(Attachment attachment) {
        return folder.resolve(attachment.uuid());
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** At most so many bytes of a stream. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            if (left <= 0) {
                return -1;
            }
            left--;
            return super.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int read = super.read(buffer, offset, (int) Math.min(left, length));
            left -= Math.max(0, read);
            return read;
        }
    }
}
