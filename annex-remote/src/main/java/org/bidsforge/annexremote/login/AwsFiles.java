// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The profiles in the files that the tools of AWS share: {@code ~/.aws/credentials} and {@code ~/.aws/config}. */
final class AwsFiles {
    private static final long LONGEST = 1 << 20;

    private final Map<String, Map<String, String>> profiles = new HashMap<>();

    private AwsFiles() {}

    static AwsFiles read(Map<String, String> environment) throws IOException {
        AwsFiles files = new AwsFiles();
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "/")));
        Path folder = home.resolve(".aws");
        files.read(file(environment, "AWS_CONFIG_FILE", folder.resolve("config")));
        // Read last, because it wins where both name a setting.
        files.read(file(environment, "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("credentials")));
        return files;
    }

    private static Path file(Map<String, String> environment, String variable, Path otherwise) {
        String given = environment.getOrDefault(variable, "");
        return given.isEmpty() ? otherwise : Path.of(given);
    }

    Optional<Map<String, String>> profile(String name) {
        return Optional.ofNullable(profiles.get(name));
    }

    private void read(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            return;
        }
        if (Files.size(file) > LONGEST) {
            throw new IOException(file + " has more than " + LONGEST + " bytes");
        }
        Map<String, String> section = new HashMap<>();
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\\R", -1)) {
            String text = line.strip();
            if (text.startsWith("[") && text.endsWith("]")) {
                String name = text.substring(1, text.length() - 1).strip().replaceFirst("^profile\\s+", "");
                section = profiles.computeIfAbsent(name, absent -> new HashMap<>());
            } else if (isSetting(line, text)) {
                int sign = text.indexOf('=');
                String name = text.substring(0, sign).strip().toLowerCase(Locale.ROOT);
                section.put(name, text.substring(sign + 1).strip());
            }
        }
    }

    /** Not a comment, and not a line of the nested settings, which are indented. */
    private static boolean isSetting(String line, String text) {
        boolean nested = line.startsWith(" ") || line.startsWith("\t");
        return !nested && !text.startsWith("#") && !text.startsWith(";") && text.indexOf('=') > 0;
    }
}
