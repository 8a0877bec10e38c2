// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.datalad;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The submodules of a dataset: the file {@code .gitmodules}. */
public record Gitmodules(List<Submodule> submodules) {
    public static final String PATH = ".gitmodules";

    private static final Pattern SECTION = Pattern.compile("\\s*\\[submodule \"(.*)\"]\\s*");
    private static final Pattern SETTING = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9-]*)\\s*=\\s*(.*?)\\s*");

    /** One submodule; the URL may be relative to the superproject's, the id is its DataLad dataset's. */
    public record Submodule(String path, String url, Optional<String> dataladId) {
        public Submodule {
            if (path.isEmpty() || path.startsWith("/") || path.contains("..") || hasControl(path) || hasControl(url)) {
                throw new IllegalArgumentException("A submodule's path must lie in the repository: " + path);
            }
        }

        private static boolean hasControl(String text) {
            return text.chars().anyMatch(c -> c < 32);
        }

        private String format() {
            return "[submodule \"" + escape(path) + "\"]\n"
                    + setting("path", path)
                    + setting("url", url)
                    + dataladId.map(id -> setting("datalad-id", id)).orElse("");
        }
    }

    public Gitmodules {
        submodules = List.copyOf(submodules);
    }

    public static Gitmodules of(Submodule... submodules) {
        return new Gitmodules(List.of(submodules));
    }

    public String format() {
        return submodules.stream().map(Submodule::format).collect(Collectors.joining());
    }

    /** Reads what git or DataLad wrote; settings that are not used here are left out. */
    public static Gitmodules parse(String text) {
        List<Submodule> submodules = new ArrayList<>();
        String path = "";
        String url = "";
        Optional<String> id = Optional.empty();
        for (String line : (text + "\n[submodule \"\"]").lines().toList()) {
            Matcher setting = SETTING.matcher(line);
            if (SECTION.matcher(line).matches()) {
                if (!path.isEmpty()) {
                    submodules.add(new Submodule(path, url, id));
                }
                path = "";
                url = "";
                id = Optional.empty();
            } else if (setting.matches()) {
                String value = unescape(setting.group(2));
                switch (setting.group(1)) {
                    case "path" -> path = value;
                    case "url" -> url = value;
                    case "datalad-id" -> id = Optional.of(value);
                    default -> {}
                }
            }
        }
        return new Gitmodules(submodules);
    }

    public Optional<Submodule> at(String path) {
        return submodules.stream().filter(one -> one.path().equals(path)).findFirst();
    }

    private static String setting(String name, String value) {
        boolean quoted = value.startsWith(" ") || value.endsWith(" ") || value.contains("#") || value.contains(";");
        String quote = quoted ? "\"" : "";
        return "\t" + name + " = " + quote + escape(value) + quote + "\n";
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String unescape(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        String inner = quoted ? value.substring(1, value.length() - 1) : value;
        return inner.replace("\\\"", "\"").replace("\\\\", "\\");
    }
}
