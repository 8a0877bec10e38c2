// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings of a program, read once from its environment variables and checked as a whole. */
public final class Environment {
    private static final int LONGEST_SECRET = 64 * 1024;
    private static final Pattern BRACES = Pattern.compile("\\{([A-Za-z_.]+)}");

    private final Map<Variable, String> values;
    private final Map<Variable, Secret> secrets;
    private final Map<String, String> folders;

    private Environment(Map<Variable, String> values, Map<Variable, Secret> secrets, Map<String, String> folders) {
        this.values = values;
        this.secrets = secrets;
        this.folders = folders;
    }

    /**
     * Reads the settings; secrets may stand in files named by {@code X_FILE}.
     *
     * @throws ConfigException with every problem there is: unknown variables of ours, unreadable secret files
     */
    public static Environment of(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        Map<Variable, String> values = new EnumMap<>(Variable.class);
        Map<Variable, Secret> secrets = new EnumMap<>(Variable.class);
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(Variable.PREFIX) && Variable.named(name).isEmpty()) {
                problems.add("No such setting: " + name);
            }
        });
        for (Variable variable : Variable.values()) {
            if (variable.isSecret()) {
                readSecret(environment, variable, problems).ifPresent(secret -> secrets.put(variable, secret));
            } else {
                String value = environment.getOrDefault(variable.name(), "").strip();
                if (!value.isEmpty()) {
                    values.put(variable, value);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new Environment(values, secrets, folders(environment));
    }

    /** Where this user's files go, as the XDG base directory specification says; a relative path does not count. */
    private static Map<String, String> folders(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
        Map<String, String> folders = new HashMap<>();
        Map.of("XDG_DATA_HOME", "/.local/share", "XDG_CACHE_HOME", "/.cache").forEach((name, usual) -> {
            String set = environment.getOrDefault(name, "");
            folders.put(name, set.startsWith("/") ? set : home + usual);
        });
        return folders;
    }

    private static Optional<Secret> readSecret(
            Map<String, String> environment, Variable variable, List<String> problems) {
        String value = environment.getOrDefault(variable.name(), "");
        String file = environment.getOrDefault(variable.fileName(), "");
        if (!value.isEmpty() && !file.isEmpty()) {
            problems.add("Only one of these may be set: " + variable + ", " + variable.fileName());
            return Optional.empty();
        }
        if (file.isEmpty()) {
            return value.isEmpty() ? Optional.empty() : Optional.of(new Secret(value));
        }
        try {
            return Optional.of(readSecretFile(Path.of(file)));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(variable.fileName() + " must name a readable file with the secret: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** One secret per file; a line end after it does not belong to it. */
    static Secret readSecretFile(Path file) throws IOException {
        if (Files.size(file) > LONGEST_SECRET) {
            throw new IOException("A secret must be shorter than 64 kB: " + file);
        }
        String text = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            throw new IOException("The file is empty: " + file);
        }
        return new Secret(text);
    }

    /** The setting, or its default; empty when it has neither. */
    public String get(Variable variable) {
        if (variable.isSecret()) {
            throw new IllegalArgumentException("A secret must be read as one: " + variable);
        }
        return Optional.ofNullable(values.get(variable)).orElseGet(() -> fill(variable.defaultValue()));
    }

    /** The setting if somebody made it; defaults do not count. */
    public Optional<String> find(Variable variable) {
        return Optional.ofNullable(values.get(variable));
    }

    public Optional<Secret> secret(Variable variable) {
        return Optional.ofNullable(secrets.get(variable));
    }

    /** The setting, which must be there. */
    public String require(Variable variable) {
        String value = get(variable);
        if (value.isEmpty()) {
            throw new ConfigException(List.of(variable + " must be set: " + variable.meaning()));
        }
        return value;
    }

    /** The secret, which must be there. */
    public Secret requireSecret(Variable variable) {
        return secret(variable)
                .orElseThrow(() -> new ConfigException(
                        List.of(variable + " or " + variable.fileName() + " must be set: " + variable.meaning())));
    }

    /** A number of seconds, more than none. */
    public Duration seconds(Variable variable) {
        return Duration.ofSeconds(number(variable, 1, 7L * 24 * 3600));
    }

    /** A TCP port; 0 stands for a free one. */
    public int port(Variable variable) {
        return Math.toIntExact(number(variable, 0, 65535));
    }

    public ByteSize size(Variable variable) {
        try {
            return ByteSize.parse(get(variable));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(List.of(variable + ": " + e.getMessage()));
        }
    }

    public Path path(Variable variable) {
        return Path.of(require(variable)).toAbsolutePath().normalize();
    }

    public Home home() {
        return new Home(path(Variable.BIDSFORGE_HOME));
    }

    public Toolbox toolbox() {
        Optional<Path> schema = get(Variable.BIDSFORGE_SCHEMA).isEmpty()
                ? Optional.empty()
                : Optional.of(path(Variable.BIDSFORGE_SCHEMA));
        return new Toolbox(path(Variable.BIDSFORGE_TOOLBOX), schema);
    }

    private long number(Variable variable, long least, long most) {
        String value = get(variable);
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message for both mistakes.
        }
        throw new ConfigException(
                List.of(variable + " must be a whole number from " + least + " to " + most + ": " + value));
    }

    private String fill(String defaultValue) {
        return BRACES.matcher(defaultValue).replaceAll(this::filling);
    }

    private String filling(MatchResult braces) {
        String name = braces.group(1);
        String value = Variable.named(name).map(this::get).orElseGet(() -> folders.getOrDefault(name, ""));
        return Matcher.quoteReplacement(value);
    }
}
