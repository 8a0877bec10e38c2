// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a person set for a remote on this machine only, in git's configuration as {@code remote.NAME.minio-SETTING}, or
 * {@code minio.SETTING} for all remotes. Commands to run and files to send belong here: in the settings that everybody
 * shares, another could run and fetch what he likes.
 */
public final class LocalSettings {
    public static final String CREDENTIAL_PROCESS = "credential-process";
    public static final String WEB_IDENTITY_TOKEN_FILE = "web-identity-token-file";
    public static final String STS_URL = "sts-url";
    public static final String PROFILE = "profile";
    public static final String ROLE_ARN = "role-arn";
    public static final String ROLE_DURATION = "role-duration";
    public static final String CA_FILE = "cafile";
    public static final String PROXY = "proxy";
    /** A folder with hot content, in the layout of a directory special remote. */
    public static final String HOT_FOLDER = "hot-folder";

    private static final int LONGEST = 1 << 20;

    private final Map<String, String> values;

    private LocalSettings(Map<String, String> values) {
        this.values = values;
    }

    /** None, for where there is no repository. */
    public static LocalSettings none() {
        return new LocalSettings(Map.of());
    }

    public static LocalSettings of(Map<String, String> values) {
        return new LocalSettings(Map.copyOf(values));
    }

    public static LocalSettings read(String gitDirectory, String remote, Map<String, String> environment)
            throws IOException {
        return mayHaveSome(gitDirectory, environment) ? parse(remote, ask(gitDirectory)) : none();
    }

    /** Starting git takes longer than everything else before the first request, and almost nobody has such settings. */
    private static boolean mayHaveSome(String gitDirectory, Map<String, String> environment) throws IOException {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", "/"));
        String folder = environment.getOrDefault("XDG_CONFIG_HOME", "");
        boolean elsewhere = environment.keySet().stream().anyMatch(name -> name.startsWith("GIT_CONFIG_"))
                || !Files.isRegularFile(Path.of(gitDirectory, "config"))
                || Files.exists(Path.of(gitDirectory, "config.worktree"));
        if (elsewhere) {
            return true;
        }
        for (Path file : List.of(
                Path.of(gitDirectory, "config"),
                Path.of(home, ".gitconfig"),
                folder.isEmpty() ? Path.of(home, ".config", "git", "config") : Path.of(folder, "git", "config"),
                Path.of("/etc/gitconfig"))) {
            if (Files.isReadable(file) && mentions(Files.readString(file, StandardCharsets.ISO_8859_1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean mentions(String config) {
        String text = config.toLowerCase(Locale.ROOT);
        return text.contains("minio-") || text.contains("[minio") || text.contains("[include");
    }

    private static String ask(String gitDirectory) throws IOException {
        Process git = new ProcessBuilder(
                        "git",
                        "--git-dir",
                        gitDirectory,
                        "config",
                        "--null",
                        "--get-regexp",
                        "^(remote\\..*\\.minio-|minio\\.)")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        git.getOutputStream().close();
        try (InputStream out = git.getInputStream()) {
            return new String(out.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } finally {
            git.destroy();
        }
    }

    private static LocalSettings parse(String remote, String listing) {
        Map<String, String> all = new HashMap<>();
        Map<String, String> own = new HashMap<>();
        String prefix = "remote." + remote + ".minio-";
        for (String entry : listing.split("\0", -1)) {
            String[] parts = entry.split("\n", 2);
            if (parts.length == 2 && parts[0].startsWith(prefix)) {
                own.put(parts[0].substring(prefix.length()), parts[1]);
            } else if (parts.length == 2 && parts[0].startsWith("minio.")) {
                all.put(parts[0].substring("minio.".length()), parts[1]);
            }
        }
        all.putAll(own);
        return new LocalSettings(all);
    }

    public Optional<String> get(String setting) {
        return Optional.ofNullable(values.get(setting)).filter(value -> !value.isBlank());
    }
}
