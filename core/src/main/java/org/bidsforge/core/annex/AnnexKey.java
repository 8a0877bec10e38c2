// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name git-annex gives to content: {@code BACKEND[-sSIZE][-mMTIME][-SCHUNKSIZE][-CCHUNK]--NAME}.
 *
 * <p>Only the spelling that git-annex itself writes is a key, because directories are computed from that spelling.
 */
public record AnnexKey(
        String backend,
        OptionalLong size,
        OptionalLong mtime,
        OptionalLong chunkSize,
        OptionalLong chunkNumber,
        String name) {
    private static final int LONGEST = 4096;
    private static final Pattern SPELLING = Pattern.compile("([A-Z0-9_]+)((?:-[smSC][0-9]{1,18})*)--(.+)");
    private static final Pattern FIELD = Pattern.compile("-([smSC])([0-9]+)");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

    public AnnexKey {
        if (name.isEmpty() || name.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw new IllegalArgumentException("A key's name must be one line that is not empty: " + name);
        }
    }

    public static AnnexKey md5e(long size, String md5Hex, String fileName) {
        return hashed(Backend.MD5E, size, hex(md5Hex, 32), fileName);
    }

    public static AnnexKey sha256e(long size, String sha256Hex, String fileName) {
        return hashed(Backend.SHA256E, size, hex(sha256Hex, 64), fileName);
    }

    private static AnnexKey hashed(Backend backend, long size, String hash, String fileName) {
        if (size < 0) {
            throw new IllegalArgumentException("A key's size must not be negative: " + size);
        }
        OptionalLong none = OptionalLong.empty();
        return new AnnexKey(backend.name(), OptionalLong.of(size), none, none, none, hash + KeyExtension.of(fileName));
    }

    private static String hex(String hash, int length) {
        if (hash.length() != length || !HEX.matcher(hash).matches()) {
            throw new IllegalArgumentException("A hash must be " + length + " lower-case hex digits: " + hash);
        }
        return hash;
    }

    /** The part of a file name that an MD5E or SHA256E key keeps, with its leading dot, or nothing. */
    public static String extension(String fileName) {
        return KeyExtension.of(fileName);
    }

    public static AnnexKey parse(String text) {
        return tryParse(text)
                .orElseThrow(
                        () -> new IllegalArgumentException("A git-annex key must be BACKEND-sSIZE--NAME: " + text));
    }

    /** The key, or nothing when the text is not spelled as git-annex spells one. */
    public static Optional<AnnexKey> tryParse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher spelling = SPELLING.matcher(text);
        if (!spelling.matches()) {
            return Optional.empty();
        }
        String fields = spelling.group(2);
        AnnexKey key = new AnnexKey(
                spelling.group(1),
                field(fields, 's'),
                field(fields, 'm'),
                field(fields, 'S'),
                field(fields, 'C'),
                spelling.group(3));
        return Optional.of(key).filter(k -> k.toString().equals(text));
    }

    private static OptionalLong field(String fields, char letter) {
        Matcher field = FIELD.matcher(fields);
        while (field.find()) {
            if (field.group(1).charAt(0) == letter) {
                return OptionalLong.of(Long.parseLong(field.group(2)));
            }
        }
        return OptionalLong.empty();
    }

    /** The lower-case hash directories {@code abc/def/}: of logs in the git-annex branch and of bare stores. */
    public String hashDirLower() {
        return HashDirectories.lower(whole());
    }

    /** The mixed-case hash directories {@code aB/Cd/}: of content below {@code .git/annex/objects}. */
    public String hashDirMixed() {
        return HashDirectories.mixed(whole());
    }

    /** Chunks lie where the content lies that they are cut from. */
    private String whole() {
        OptionalLong none = OptionalLong.empty();
        return new AnnexKey(backend, size, mtime, none, none, name).toString();
    }

    /** The key as a file name: the characters that cannot stand in one are escaped. */
    public String fileName() {
        return toString()
                .replace("&", "&a")
                .replace("%", "&s")
                .replace(":", "&c")
                .replace("/", "%");
    }

    /** The hash in the key when the backend is MD5 or MD5E; lets content be checked while it passes. */
    public Optional<String> md5() {
        return hash("MD5", 32);
    }

    /** The hash in the key when the backend is SHA256 or SHA256E. */
    public Optional<String> sha256() {
        return hash("SHA256", 64);
    }

    private Optional<String> hash(String family, int length) {
        boolean ours = backend.equals(family) || backend.equals(family + "E");
        if (!ours || name.length() < length) {
            return Optional.empty();
        }
        String hash = name.substring(0, length);
        return Optional.of(hash).filter(h -> HEX.matcher(h).matches());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(backend);
        append(text, "-s", size);
        append(text, "-m", mtime);
        append(text, "-S", chunkSize);
        append(text, "-C", chunkNumber);
        return text.append("--").append(name).toString();
    }

    private static void append(StringBuilder text, String letter, OptionalLong value) {
        if (value.isPresent()) {
            text.append(letter).append(value.getAsLong());
        }
    }
}
