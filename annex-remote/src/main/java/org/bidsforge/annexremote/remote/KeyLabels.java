// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bidsforge.core.annex.AnnexKey;
import org.bidsforge.core.annex.MetadataLog;
import org.bidsforge.store.Labels;
import org.jspecify.annotations.Nullable;

/**
 * What objects say of themselves: what the settings say of all, and git-annex's metadata of the key, as far as a server
 * takes it. Asks one git process, started when it is first needed.
 */
final class KeyLabels {
    private static final int LONGEST = 1 << 16;
    private static final int MOST_METADATA = 2000;
    private static final int MOST_TAGS = 10;
    private static final Pattern NOT_IN_NAME = Pattern.compile("[^a-z0-9_.-]+");
    private static final Pattern NOT_IN_TAG = Pattern.compile("[^\\p{L}\\p{N} +=._:/@-]+");
    private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

    private final Labels all;
    private final String gitDirectory;
    private @Nullable Process git;

    KeyLabels(Labels all, String gitDirectory) {
        this.all = all;
        this.gitDirectory = gitDirectory;
    }

    synchronized Labels of(String key) throws IOException {
        AnnexKey parsed = AnnexKey.tryParse(key).orElse(null);
        if (parsed == null || parsed.chunkNumber().isPresent()) {
            return all;
        }
        String path = MetadataLog.path(parsed);
        Path pending = Path.of(
                gitDirectory, "annex", "journal", path.replace("_", "__").replace('/', '_'));
        return labels(MetadataLog.parse(Files.isReadable(pending) ? Files.readString(pending) : committed(path))
                .values());
    }

    private Labels labels(SortedMap<String, SortedSet<String>> fields) {
        Map<String, String> metadata = new TreeMap<>();
        Map<String, String> tags = new TreeMap<>(all.tags());
        int room = MOST_METADATA - length(all.metadata());
        for (Map.Entry<String, SortedSet<String>> field : fields.entrySet()) {
            String name = name(field.getKey());
            String value = value(String.join(",", field.getValue()));
            if (field.getKey().equals("tag")) {
                field.getValue().forEach(tag -> putTag(tags, tag));
            }
            boolean fits = name.length() + value.length() <= room;
            if (!name.isEmpty() && !value.isEmpty() && fits && !field.getKey().endsWith("lastchanged")) {
                metadata.put(name, value);
                room -= name.length() + value.length();
            }
        }
        metadata.putAll(all.metadata());
        return new Labels(metadata, tags);
    }

    private static int length(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
    }

    private static void putTag(Map<String, String> tags, String tag) {
        String name = NOT_IN_TAG.matcher(tag).replaceAll("_");
        if (tags.size() < MOST_TAGS && !name.isBlank() && name.length() <= 128) {
            tags.putIfAbsent(name, "");
        }
    }

    private static String name(String field) {
        String name = NOT_IN_NAME.matcher(field.toLowerCase(Locale.ROOT)).replaceAll("-");
        return "annex-" + name;
    }

    private static String value(String text) {
        return PLAIN.matcher(text).matches() ? text : URLEncoder.encode(text, UTF_8);
    }

    private String committed(String path) throws IOException {
        Process running = git;
        if (running == null || !running.isAlive()) {
            running = new ProcessBuilder("git", "--git-dir", gitDirectory, "cat-file", "--batch")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git = running;
        }
        OutputStream to = running.getOutputStream();
        to.write(("refs/heads/git-annex:" + path + "\n").getBytes(UTF_8));
        to.flush();
        DataInputStream from = new DataInputStream(running.getInputStream());
        String[] head = line(from).split(" ", -1);
        if (head.length < 3 || !head[1].equals("blob")) {
            return "";
        }
        long size = Long.parseLong(head[2]);
        byte[] text = new byte[(int) Math.min(size, LONGEST)];
        from.readFully(text);
        from.skipNBytes(size - text.length + 1);
        return new String(text, UTF_8);
    }

    private static String line(DataInputStream from) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = from.readUnsignedByte(); b != '\n'; b = from.readUnsignedByte()) {
            line.append((char) b);
            if (line.length() > LONGEST) {
                throw new IOException("git cat-file answers without an end");
            }
        }
        return line.toString();
    }
}
